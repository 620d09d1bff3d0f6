package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Plot;

/**
 * What a test has measured and wants to print, whether it passes or not: lines below its name, and
 * plots in the report.
 */
public final class Notes {
  private final TestScope scope;

  Notes(TestScope scope) {
    this.scope = scope;
  }

  /** Prints a line below the test's name. The format is {@link String#format}'s. */
  public void add(String format, Object... arguments) {
    scope.note(String.format(java.util.Locale.ROOT, format, arguments));
  }

  /**
   * Shows a plot in the report of {@code ./lab test --report DIR}, with the points that it has when
   * the test ends. It can therefore be filled afterwards, and if the test fails, it shows the
   * points up to then.
   *
   * @return the same plot
   * @throws IllegalStateException if the test already has {@value TestScope#MOST_PLOTS} plots
   */
  public Plot plot(Plot plot) {
    scope.show(plot);
    return plot;
  }
}
