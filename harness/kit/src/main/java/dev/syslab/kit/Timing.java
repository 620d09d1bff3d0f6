package dev.syslab.kit;

import java.time.Duration;

/**
 * Bounds on time that hold on a busy machine. Whatever else the machine does can only add to the
 * time that a call takes, so the quickest of several tries is nearest to the truth: a solution that
 * is too slow by its nature is too slow each time.
 */
public final class Timing {

  private Timing() {}

  /**
   * Expects that something took no longer than it may.
   *
   * @param what it was, for the failure
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
   * Runs a part of a test, again while it fails with {@link TooLate} and with nothing else.
   *
   * @param tries at least 1
   * @param between brings back what was there before the try, so that no try is quick because an
   *     earlier one was not
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
