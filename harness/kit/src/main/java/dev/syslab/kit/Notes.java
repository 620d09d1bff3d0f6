package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Plot;

/**
 * What a test has measured and wants to show, whether it passes or not: lines below its name, and
 * plots in the report.
 */
public final class Notes {
  private final TestScope scope;

  Notes(TestScope scope) {
    this.scope = scope;
  }

  /** Shows a line below the test's name. The format is {@link String#format}'s. */
  public void add(String format, Object... arguments) {
    scope.note(String.format(java.util.Locale.ROOT, format, arguments));
  }

  /**
   * Shows a plot in the report of {@code ./lab test --report DIR}, with the points that it has when
   * the test ends: so it can be filled afterwards, and shows what there is if the test fails.
   *
   * @return the same plot
   * @throws IllegalStateException if the test has shown {@value TestScope#MOST_PLOTS} already
   */
  public Plot plot(Plot plot) {
    scope.show(plot);
    return plot;
  }
}
