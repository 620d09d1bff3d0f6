package dev.syslab.kit;

import dev.syslab.kit.net.Holding;
import dev.syslab.kit.run.TestScope;
import java.time.Duration;

/**
 * A fault that stops connections at a chosen point, which freezes one party between two of its
 * steps.
 */
public final class Hold extends Fault {
  private final Holding rule;
  private volatile boolean optional;

  Hold(TestScope scope, String what, Holding rule, Runnable mend) {
    super(scope, what, mend);
    this.rule = rule;
  }

  @Override
  public boolean tookEffect() {
    if (rule.reached()) {
      noteEffect("bytes are held");
    }
    return super.tookEffect();
  }

  /**
   * Declares that a correct solution may never reach this point: the test is then not inconclusive
   * if nothing was held.
   */
  public Hold ifReached() {
    optional = true;
    return this;
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public boolean mustTakeEffect() {
    return !optional;
  }

  /**
   * Waits until something is held or the bound passes.
   *
   * @return whether something is held; a correct solution may never reach this point
   */
  public boolean held(Duration bound) {
    return Wait.atMost(bound, this::tookEffect);
  }

  /**
   * Ends the held connection for both sides, instead of letting it go on: the held bytes are lost,
   * and every other connection stays. Nothing more is held afterwards.
   */
  public void disconnect() {
    rule.disconnect();
    close();
  }

  /** Releases the held bytes. The same as {@link #close()}. */
  public void release() {
    close();
  }
}
