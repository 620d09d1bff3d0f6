package dev.syslab.kit;

import dev.syslab.kit.run.Injected;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.run.TimelineRecorder;
import dev.syslab.kit.verdict.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Something that is broken on purpose, from {@link #began()} until {@link #close()}, which repairs
 * it. A fault must take effect: a test that passes although one of its faults had no effect is
 * inconclusive, never a pass.
 */
public class Fault implements AutoCloseable, Injected {
  private final String what;
  private final Runnable mend;
  private final TimelineRecorder.Entry entry;
  private final Instant began = Instant.now();

  private volatile Instant ended;
  private final AtomicReference<String> proof = new AtomicReference<>();

  Fault(TestScope scope, String what, Runnable mend) {
    this.what = what;
    this.mend = mend;
    scope.register(this);
    this.entry = scope.timeline().fault(what);
  }

  /** What is broken and how, such as {@code "redis is paused"}. */
  @Override
  public String what() {
    return what;
  }

  public Instant began() {
    return began;
  }

  /** When the fault was closed; empty while it lasts. */
  public Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /**
   * Whether the fault has taken effect so far: the server did not answer, bytes were held, the
   * process was gone.
   */
  @Override
  public boolean tookEffect() {
    return proof.get() != null;
  }

  /** Whether a test that passes without this fault taking effect is inconclusive. */
  @Override
  public boolean mustTakeEffect() {
    return true;
  }

  @Override
  public boolean over() {
    return ended != null;
  }

  @Override
  public boolean holds() {
    return false;
  }

  /** A description of the effect; empty if there was none. */
  public Optional<String> proof() {
    return Optional.ofNullable(proof.get());
  }

  /**
   * Waits until the fault has taken effect.
   *
   * @throws dev.syslab.kit.verdict.Inconclusive if the bound passes before
   */
  public void awaitEffect(Duration bound) {
    Wait.conclusively("this fault to take effect: " + what, bound, this::tookEffect);
  }

  /** Records the effect of the fault. */
  final void noteEffect(String trace) {
    if (proof.compareAndSet(null, trace) && ended == null) {
      entry.mark(trace);
    }
  }

  /** Ends the fault. Idempotent. */
  @Override
  public synchronized void close() {
    if (ended == null) {
      // Whether the fault has taken effect is often visible only while it lasts, so check once
      // more.
      tookEffect();
      mend.run();
      ended = Instant.now();
      entry.end(Event.Kind.FAULT, "");
    }
  }
}
