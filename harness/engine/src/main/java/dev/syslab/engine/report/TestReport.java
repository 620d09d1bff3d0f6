package dev.syslab.engine.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.syslab.engine.trial.Verdict;
import java.util.List;

/**
 * A verdict as {@code ./lab test --json} writes it. The field names are a promise to other
 * programs: see docs/json.md.
 */
@JsonPropertyOrder({"lab", "subject", "services", "seed", "outcome", "stages"})
public record TestReport(
    String lab,
    String subject,
    String services,
    String seed,
    String outcome,
    List<StageReport> stages) {

  /** One stage. */
  @JsonPropertyOrder({"number", "title", "points", "tests"})
  public record StageReport(int number, String title, int points, List<TestEntry> tests) {}

  /** One test; {@code message}, {@code hint} and {@code replay} are empty if it passed. */
  @JsonPropertyOrder({"id", "outcome", "millis", "message", "hint", "replay"})
  public record TestEntry(
      String id, String outcome, long millis, String message, String hint, String replay) {}

  public static TestReport of(Verdict verdict) {
    return new TestReport(
        verdict.lab(),
        verdict.subject(),
        verdict.services().id(),
        verdict.seed(),
        verdict.outcome().name(),
        verdict.stages().stream()
            .map(
                stage ->
                    new StageReport(
                        stage.number(),
                        stage.title(),
                        stage.points(),
                        stage.tests().stream()
                            .map(
                                test ->
                                    new TestEntry(
                                        test.id(),
                                        test.outcome().name(),
                                        test.millis(),
                                        test.message(),
                                        test.hint(),
                                        test.replay()))
                            .toList()))
            .toList());
  }
}
