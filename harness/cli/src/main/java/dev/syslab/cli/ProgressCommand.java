package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.learn.LearnerSession;
import dev.syslab.engine.learn.Progress;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab progress}: what is noted of your progress, and where. */
@Command(
    name = "progress",
    description =
        "Show which stages pass and where that is recorded; --rebuild tests everything again.")
final class ProgressCommand extends Verb {
  @Parameters(arity = "0..*", paramLabel = "<lab>", description = "Only these labs.")
  private List<String> names = new ArrayList<>();

  @Mixin private LearnerOption learner;

  @Mixin private ServicesOption services;

  @Option(
      names = "--rebuild",
      description = "Test every stage of your code and record what passes.")
  private boolean rebuild;

  @Override
  public Integer call() {
    List<LabFolder> labs =
        names.isEmpty()
            ? context().workbook().labs()
            : names.stream().map(name -> context().workbook().lab(name)).toList();
    Outcome outcome = Outcome.PASS;
    if (rebuild) {
      outcome = Outcome.of(labs.stream().map(lab -> test(lab).outcome()).toList());
    }
    Progress progress = new Progress(context().workbook());
    for (LabFolder lab : labs) {
      LabManifest manifest = context().manifests().of(lab);
      Standings standings = progress.of(lab);
      StatusPrinter.lab(out(), manifest, standings, 0);
      StatusPrinter.stages(out(), manifest, standings, standings.current(manifest));
    }
    out().println();
    out().println("recorded in " + progress.path());
    return outcome == Outcome.INCONCLUSIVE ? Main.TROUBLE : 0;
  }

  private Verdict test(LabFolder lab) {
    try (TrialRunner runner = context().runner(Context.width());
        LearnerSession session =
            new LearnerSession(
                context().compiler(),
                runner,
                context().services(),
                lab,
                learner.subject(),
                services.mode(),
                (compiled, request) -> new TrialPrinter(out(), compiled, request))) {
      session.said().ifPresent(line -> out().println(Ansi.faint(line)));
      Verdict verdict = session.run(Optional.empty());
      out().println();
      return verdict;
    }
  }
}
