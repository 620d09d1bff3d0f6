package dev.syslab.services.base;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions. */
public final class Wait {

  private Wait() {}

  /**
   * Asks often at first, then every 50 ms, until the condition holds. A condition that throws does
   * not hold.
   *
   * @return whether it held within the bound
   */
  public static boolean until(Duration bound, Callable<Boolean> condition) {
    long end = System.nanoTime() + bound.toNanos();
    for (long pause = 1; ; pause = Math.min(50, pause * 2)) {
      if (holds(condition)) {
        return true;
      }
      if (System.nanoTime() >= end) {
        return false;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        throw Failures.interrupted("waiting");
      }
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      return false;
    }
  }
}
