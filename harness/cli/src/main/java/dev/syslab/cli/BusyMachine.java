package dev.syslab.cli;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** Whether a machine has so much to do that tests may fail which would pass on another. */
final class BusyMachine {
  /** Running or waiting tasks for each core. A trial alone makes three or four. */
  private static final int TOO_MANY = 6;

  private BusyMachine() {}

  /** What to tell who sees failures, if it was so in the last minute. */
  static Optional<String> note() {
    return note(
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param load tasks that run or wait to, on average; negative where nobody knows
   */
  static Optional<String> note(double load, int cores) {
    return load < TOO_MANY * cores
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "this machine is very busy (load %.0f with %d core%s): tests that failed may pass"
                    + " when the load is lower",
                load,
                cores,
                cores == 1 ? "" : "s"));
  }
}
