package dev.syslab.kit;

import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Waits for a condition, with a bound, and says what it waited for when the bound passes. Nothing
 * in a test sleeps.
 */
public final class Wait {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Wait() {}

  /**
   * Waits for something that the subject owes.
   *
   * @param what ends the sentence "waited … for"
   * @throws AssertionError if the bound passes before the condition holds
   */
  public static void until(String what, Duration bound, BooleanSupplier condition) {
    await(what, bound, condition, AssertionError::new);
  }

  /**
   * Waits for something that the subject does not owe: a server, a fault.
   *
   * @throws Inconclusive if the bound passes before the condition holds
   */
  public static void conclusively(String what, Duration bound, BooleanSupplier condition) {
    await(what, bound, condition, Inconclusive::new);
  }

  /** Waits at most this long, and says whether the condition held. */
  public static boolean atMost(Duration bound, BooleanSupplier condition) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new Inconclusive("interrupted");
      }
    }
    return true;
  }

  private static void await(
      String what, Duration bound, BooleanSupplier condition, Function<String, Error> error) {
    TestScope.waitingFor(what);
    if (!atMost(bound, condition)) {
      throw error.apply("waited " + Text.of(bound) + " for " + what + ", in vain");
    }
    TestScope.waitingFor(null);
  }
}
