package dev.syslab.engine.grade;

import dev.syslab.engine.grade.Grade.GradedTest;

/** What learners read about their grade, in sentences. */
final class Feedback {
  private Feedback() {}

  static String summary(Grade grade) {
    String points = "%d of %d points".formatted(grade.earned(), grade.points());
    return switch (grade.outcome()) {
      case PASS -> points + ": every test passes.";
      case DOES_NOT_COMPILE -> points + ": nothing could be tested.\n" + grade.message();
      case TIMED_OUT ->
          points + ". Your code was too slow: some stages were " + grade.message() + ".";
      case INCONCLUSIVE ->
          points
              + (grade.undecided() > 0 ? "; %d are undecided".formatted(grade.undecided()) : "")
              + ". Our servers failed. You lose no points for that, and you will be graded again.";
      case TAMPERED ->
          points
              + ". You changed files that are not yours to change; the originals were used: "
              + String.join(", ", grade.changed());
      case FAIL, NOT_IMPLEMENTED, BLOCKED ->
          points + (grade.message().isEmpty() ? "." : ": " + grade.message() + ".");
    };
  }

  static String line(GradedTest test) {
    String name = test.id().substring(test.id().indexOf('.') + 1).replace('_', ' ');
    String line = word(test.outcome()) + "  " + name;
    if (!test.message().isEmpty() && test.outcome() != GradeOutcome.PASS) {
      line += "\n    " + test.message().replace("\n", "\n    ");
    }
    return line;
  }

  static String word(GradeOutcome outcome) {
    return switch (outcome) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case NOT_IMPLEMENTED -> "not implemented yet";
      case BLOCKED -> "blocked by an earlier stage";
      case INCONCLUSIVE -> "inconclusive";
      case TAMPERED -> "tampered with";
      case DOES_NOT_COMPILE -> "does not compile";
      case TIMED_OUT -> "not run: out of time";
    };
  }
}
