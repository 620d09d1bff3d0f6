package dev.syslab.engine.grade;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.syslab.engine.grade.Grade.GradedStage;
import dev.syslab.engine.grade.Grade.GradedTest;
import java.util.List;

/** A grade as Gradescope's autograders write it to {@code results.json}; a stage is one test. */
final class Gradescope {
  private Gradescope() {}

  @JsonPropertyOrder({"score", "execution_time", "output", "output_format", "visibility", "tests"})
  record Results(
      int score,
      @JsonProperty("execution_time") long executionTime,
      String output,
      @JsonProperty("output_format") String outputFormat,
      String visibility,
      List<Stage> tests) {}

  @JsonPropertyOrder({
    "score",
    "max_score",
    "status",
    "name",
    "number",
    "output",
    "output_format",
    "visibility"
  })
  record Stage(
      int score,
      @JsonProperty("max_score") int maxScore,
      String status,
      String name,
      String number,
      String output,
      @JsonProperty("output_format") String outputFormat,
      String visibility) {}

  static Results of(Grade grade) {
    return new Results(
        grade.earned(),
        grade.seconds(),
        Feedback.summary(grade),
        "text",
        "visible",
        grade.graded().stream().map(Gradescope::stage).toList());
  }

  private static Stage stage(GradedStage stage) {
    StringBuilder output = new StringBuilder();
    for (GradedTest test : stage.tests()) {
      output.append(Feedback.line(test)).append('\n');
    }
    return new Stage(
        stage.earned(),
        stage.points(),
        stage.outcome() == GradeOutcome.PASS ? "passed" : "failed",
        "Stage " + stage.number() + ": " + stage.title(),
        Integer.toString(stage.number()),
        output.toString(),
        "text",
        "visible");
  }
}
