package dev.syslab.kit;

import java.time.Duration;

/**
 * Time bounds that are reliable on a busy machine. Other load can only add to the time that a call
 * takes, so the fastest of several tries is closest to the truth: a solution that is inherently too
 * slow is too slow every time.
 */
public final class Timing {

  private Timing() {}

  /**
   * Checks that something took no longer than allowed.
   *
   * @param what was measured, for the failure message
   * @throws TooLate if it took longer
   */
  public static void expectWithin(Duration bound, Duration took, String what) {
    if (took.compareTo(bound) > 0) {
      throw new TooLate(
          "%s%nexpected: at most %s%nseen: %s".formatted(what, Text.of(bound), Text.of(took)));
    }
  }

  /** A part of a test. */
  @FunctionalInterface
  public interface Try {
    void run() throws Exception;
  }

  /**
   * Runs a part of a test, and repeats it as long as it fails with {@link TooLate}, and only then.
   *
   * @param tries at least 1
   * @param between restores the state before the try, so that no try is fast only because of an
   *     earlier one
   * @throws TooLate the last one, if every try was too late
   */
  public static void quickestOf(int tries, Try part, Try between) throws Exception {
    if (tries < 1) {
      throw new IllegalArgumentException("tries must be at least 1, not " + tries);
    }
    for (int left = tries - 1; ; left--) {
      try {
        part.run();
        return;
      } catch (TooLate late) {
        if (left == 0) {
          throw late;
        }
        between.run();
      }
    }
  }
}
