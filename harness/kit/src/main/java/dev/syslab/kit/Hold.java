package dev.syslab.kit;

import dev.syslab.kit.net.HoldRule;
import dev.syslab.kit.run.TestScope;
import java.time.Duration;

/**
 * A link that stops one connection at a chosen point, and so freezes one party between two of its
 * steps.
 */
public final class Hold extends Fault {
  private final HoldRule rule;
  private volatile boolean optional;

  Hold(TestScope scope, String what, HoldRule rule, Runnable mend) {
    super(scope, what, mend);
    this.rule = rule;
  }

  @Override
  public boolean tookEffect() {
    if (rule.reached()) {
      noteEffect("one connection is held");
    }
    return super.tookEffect();
  }

  /**
   * Says that a right solution may never pass this point: the test then judges what it sees, and is
   * not inconclusive for want of a held party.
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
   * Waits until something is held, or the bound passes.
   *
   * @return whether something is held: a right solution may never pass this point
   */
  public boolean held(Duration bound) {
    return Wait.atMost(bound, this::tookEffect);
  }

  /** Lets the held bytes go. The same as {@link #close()}. */
  public void release() {
    close();
  }
}
