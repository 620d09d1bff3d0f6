package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Waits for a condition, with a bound, and says what it waited for when the bound passes. Nothing
 * in a test sleeps.
 */
public final class Wait {
  // Who has waited long looks less often, so that waiting does not slow down what it waits for.
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(25);
  private static final int SHARE = 8;

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

  /**
   * Waits at most this long, and says whether the condition held. Looks every 2 ms at first, and
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
   * Lets that much time pass: the pace of a loop that would otherwise ask without a break, or a
   * span of which the contract speaks. Nothing else: to wait for something, wait for it.
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
