package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Waits for a condition, with a timeout; the error says what it was waiting for. Tests never sleep.
 */
public final class Wait {
  // Polls less often the longer it has waited, so that polling does not slow down what it waits
  // for.
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(25);
  private static final int SHARE = 8;

  private Wait() {}

  /**
   * Waits for something that the subject must do.
   *
   * @param completes the sentence "timed out after … waiting for"
   * @throws AssertionError if the bound passes before the condition holds
   */
  public static void until(String what, Duration bound, BooleanSupplier condition) {
    await(what, bound, condition, AssertionError::new);
  }

  /**
   * Waits for something that is not up to the subject: a server, a fault.
   *
   * @throws Inconclusive if the bound passes before the condition holds
   */
  public static void conclusively(String what, Duration bound, BooleanSupplier condition) {
    await(what, bound, condition, Inconclusive::new);
  }

  /**
   * Waits at most this long, and returns whether the condition held. Polls every 2 ms at first, and
   * after 200 ms every 25 ms.
   */
  public static boolean atMost(Duration bound, BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long waited = System.nanoTime() - began;
      long left = bound.toNanos() - waited;
      if (left < 0) {
        return false;
      }
      pause(Math.min(left + 1, Math.max(SHORTEST, Math.min(LONGEST, waited / SHARE))));
    }
    return true;
  }

  /**
   * Lets the given time pass: for the pace of a loop that would otherwise run non-stop, or for a
   * period that the contract specifies. To wait for an event, use the other methods.
   */
  public static void pass(Duration length) {
    long began = System.nanoTime();
    for (long left = length.toNanos();
        left > 0;
        left = began + length.toNanos() - System.nanoTime()) {
      pause(left);
    }
  }

  private static void pause(long nanos) {
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new Inconclusive("interrupted");
    }
  }

  private static void await(
      String what, Duration bound, BooleanSupplier condition, Function<String, Error> error) {
    TestScope.waitingFor(what);
    if (!atMost(bound, condition)) {
      throw error.apply("timed out after " + Text.of(bound) + " waiting for " + what);
    }
    TestScope.waitingFor(null);
  }
}
