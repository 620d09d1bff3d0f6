package dev.syslab.kit.verdict;

import java.util.List;

/** A test that did not pass, with everything that its reader needs to continue. */
public final class TestFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final transient Report report;

  /**
   * What is shown besides the message.
   *
   * @param what what was expected and what happened
   * @param hint the id of the matching hint; empty if the test names none
   * @param replay the command that repeats this run
   * @param timeline who did what when, one event per line; empty if nothing was concurrent
   * @param output the last lines that the subject printed
   */
  public record Report(
      String what, String hint, String replay, List<String> timeline, List<String> output) {}

  public TestFailure(Outcome outcome, Report report, Throwable cause) {
    super(text(report), cause);
    this.outcome = outcome;
    this.report = report;
    setStackTrace(cause.getStackTrace());
  }

  public Outcome outcome() {
    return outcome;
  }

  public Report report() {
    return report;
  }

  private static String text(Report report) {
    StringBuilder text = new StringBuilder(report.what());
    report.timeline().forEach(line -> text.append("\n  ").append(line));
    if (!report.output().isEmpty()) {
      text.append("\nthe subject's last output:");
      report.output().forEach(line -> text.append("\n  | ").append(line));
    }
    return text.append("\nagain: ").append(report.replay()).toString();
  }
}
