package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.learn.LearnerChoice;
import dev.syslab.engine.trial.StageChoice;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.run.Seed;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab play}: a lab's page, with the learner's code behind it. */
@Command(
    name = "play",
    description = "Start your code, or another subject, and serve the lab's page for a browser.")
final class PlayCommand extends Verb {
  @Parameters(paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Option(
      names = "--subject",
      paramLabel = "S",
      description = "The program to start, as for ./lab test; by default, your code.")
  private String subject = "learner";

  @Mixin private ServicesOption services;

  @Override
  public Integer call() {
    SubjectSpec asked = new SubjectSpec(subject);
    Origin origin = asked.isLearner() ? Origin.COMMITTED : Origin.WORK_TREE;
    LabFolder folder = context().workbook().lab(lab);
    try (CompiledLab compiled = context().compiler().compile(folder, origin)) {
      SubjectSpec who = new LearnerChoice(folder, compiled.manifest()).of(asked);
      TrialRequest request =
          new TrialRequest(
              who,
              StageChoice.ALL,
              Optional.empty(),
              services.mode(),
              Seed.fresh(),
              true,
              false,
              false);
      TrialListener listener =
          new TrialListener() {
            @Override
            public void announced(String line) {
              out().println(line);
              out().flush();
            }
          };
      TestVerdict end = context().runner().play(compiled, request, listener);
      out().println(end.message());
      end.output().forEach(out()::println);
      return TestCommand.exit(end.outcome());
    }
  }
}
