package dev.syslab.engine.grade;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What one submission got for one lab, as {@code grade.json} holds it for the staff. The field
 * names are a promise to other programs: see docs/instructors.md.
 *
 * @param format of this record; 1
 * @param submission as it was handed in
 * @param digest SHA-256 of the code that was taken from it; empty if it could not be read
 * @param originals of the contract and the tests that judged
 * @param stages which of the lab's stages were graded: {@code all} or {@code core}
 * @param services {@code containers} or {@code embedded}; empty if nothing was run
 * @param seed of the random choices
 * @param outcome of the submission as a whole
 * @param message why, where no test says it; else empty
 * @param earned points of the stages that passed
 * @param undecided points of the stages that are inconclusive: neither earned nor lost
 * @param points of all stages that were graded
 * @param attempts how many trials it took, at most 3
 * @param changed files that differ from the lab's own, and were not used
 * @param graded every stage that was due, with every test
 */
@JsonPropertyOrder({
  "format",
  "submission",
  "lab",
  "digest",
  "originals",
  "stages",
  "services",
  "seed",
  "outcome",
  "message",
  "earned",
  "undecided",
  "points",
  "attempts",
  "seconds",
  "changed",
  "graded"
})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Grade(
    int format,
    String submission,
    String lab,
    String digest,
    String originals,
    String stages,
    String services,
    String seed,
    GradeOutcome outcome,
    String message,
    int earned,
    int undecided,
    int points,
    int attempts,
    long seconds,
    List<String> changed,
    List<GradedStage> graded) {

  /** The format that this program writes. */
  public static final int FORMAT = 1;

  /** One stage. */
  @JsonPropertyOrder({"number", "title", "outcome", "earned", "points", "tests"})
  public record GradedStage(
      int number,
      String title,
      GradeOutcome outcome,
      int earned,
      int points,
      List<GradedTest> tests) {}

  /**
   * One test.
   *
   * @param message what was expected and what happened; empty if it passed
   * @param replay the learner's command that makes the same choices; empty if it did not run
   */
  @JsonPropertyOrder({"id", "outcome", "millis", "message", "hint", "replay"})
  public record GradedTest(
      String id, GradeOutcome outcome, long millis, String message, String hint, String replay) {}

  /** How many tests have this outcome. */
  public long tests(GradeOutcome wanted) {
    return graded.stream()
        .flatMap(stage -> stage.tests().stream())
        .filter(test -> test.outcome() == wanted)
        .count();
  }

  /** How many tests were due. */
  public long tests() {
    return graded.stream().mapToLong(stage -> stage.tests().size()).sum();
  }
}
