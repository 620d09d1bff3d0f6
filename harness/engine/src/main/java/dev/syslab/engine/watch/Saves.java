package dev.syslab.engine.watch;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells when a save is complete. It only looks, as often as it is asked to: file events do not
 * reach every file system. Editors save in several steps (empty the file and write; delete and
 * create; write beside and rename), so a change counts when the files have come to rest.
 */
final class Saves {
  /** Between two looks. */
  static final Duration PERIOD = Duration.ofMillis(50);

  private static final Duration REST = Duration.ofMillis(40);
  private static final Duration REST_OF_A_HALF = Duration.ofMillis(600);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Supplier<Snapshot> disk;
  private Snapshot judged;
  private Snapshot latest;
  private long changed;
  private long still;

  /**
   * @param disk takes a snapshot
   */
  Saves(Supplier<Snapshot> disk) {
    this.disk = disk;
    accept();
  }

  /** What is there now is about to be judged: only later changes count. */
  void accept() {
    judged = disk.get();
    latest = judged;
  }

  /** Whether anything was saved since the last {@link #accept}, complete or not. */
  boolean any() {
    return !disk.get().equals(judged);
  }

  /**
   * Looks once.
   *
   * @param now the time, by {@link System#nanoTime}
   * @return whether files were saved since the last {@link #accept}, and have come to rest
   */
  boolean complete(long now) {
    Snapshot seen = disk.get();
    if (seen.equals(judged)) {
      latest = judged;
      return false;
    }
    if (latest.equals(judged)) {
      changed = now;
    }
    if (!seen.equals(latest)) {
      latest = seen;
      still = now;
    }
    Duration rest = seen.lacks(judged) ? REST_OF_A_HALF : REST;
    // Somebody who writes all the time is judged now and then.
    return now - still >= rest.toNanos() || now - changed >= LONGEST.toNanos();
  }
}
