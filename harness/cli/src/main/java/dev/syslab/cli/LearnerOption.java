package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.trial.SubjectSpec;
import picocli.CommandLine.Option;

/** Which of the learner's programs, where there are several. */
final class LearnerOption {
  @Option(
      names = "--subject",
      paramLabel = "S",
      description =
          "Which of your programs, if a lab contains several: learner:java, learner:python and so"
              + " on.")
  private String subject = "learner";

  SubjectSpec subject() {
    SubjectSpec asked = new SubjectSpec(subject);
    if (!asked.isLearner()) {
      throw new LabException(
          Kind.USAGE,
          "“"
              + subject
              + "” is not your code: use learner or learner:<language>; ./lab test runs other"
              + " subjects");
    }
    return asked;
  }
}
