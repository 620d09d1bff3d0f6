package dev.syslab.kit;

import dev.syslab.kit.verdict.NotImplementedYet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A call that is in flight while the test continues. */
public final class Ongoing<T> {
  private final CompletableFuture<Attempt<T>> attempt;
  private final String what;

  Ongoing(CompletableFuture<Attempt<T>> attempt, String what) {
    this.attempt = attempt;
    this.what = what;
  }

  public boolean done() {
    return attempt.isDone();
  }

  /**
   * Waits at most this long, and returns whether the call has ended: for calls that may have to
   * wait for another one.
   */
  public boolean doneWithin(Duration bound) {
    return Wait.atMost(bound, this::done);
  }

  /**
   * Waits until the call has ended.
   *
   * @throws AssertionError if the bound passes before
   */
  public Attempt<T> await(Duration bound) {
    Wait.until(what + " to end", bound, this::done);
    Attempt<T> ended = attempt.join();
    if (ended.error() instanceof NotImplementedYet todo) {
      throw todo;
    }
    return ended;
  }
}
