package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.SourceDigest;
import dev.syslab.engine.learn.LearnerChoice;
import dev.syslab.engine.learn.LearnerRecord;
import dev.syslab.engine.learn.Progress;
import dev.syslab.engine.report.HtmlReport;
import dev.syslab.engine.report.HtmlReport.Occasion;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.engine.report.TestReport;
import dev.syslab.engine.trial.StageChoice;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.run.Seed;
import dev.syslab.kit.verdict.Outcome;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab test}: one trial. */
@Command(name = "test", description = "Test your code, or another subject, on real servers.")
final class TestCommand extends Verb {
  @Parameters(paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Option(names = "--stage", paramLabel = "N", description = "Test only this stage.")
  private Integer stage;

  @Mixin private StagesOption stages;

  @Option(
      names = "--subject",
      paramLabel = "S",
      description =
          "learner (default; learner:<language> if you have several), reference, a reference's language such as javascript, alternative:<name>, mistake:<name> or cmd:<command>.")
  private String subject = "learner";

  @Mixin private ServicesOption services;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Run this many times, each with a different seed.")
  private int repeat = 1;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Repeat the random choices of the run with this seed.")
  private String seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the verdict to this file as JSON (with --repeat, the last one).")
  private Path json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the verdict to this file as JUnit XML (with --repeat, the last one).")
  private Path junit;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write an HTML report to index.html in this folder (with --repeat, the" + " worst one).")
  private Path report;

  @Option(
      names = "--output",
      description = "Also show the last output of your code below tests that pass.")
  private boolean output;

  @Option(
      names = "--debug",
      description = "Wait for a debugger on the subject, on port 5005; disables all timeouts.")
  private boolean debug;

  @Option(
      names = "--in-process",
      description =
          "Run the subject inside the judge's process; tests that harm processes are inconclusive.")
  private boolean inProcess;

  @Override
  public Integer call() {
    if (repeat < 1) {
      throw new LabException(Kind.USAGE, "--repeat must be at least 1, was " + repeat);
    }
    if (stage != null && stages.core()) {
      throw new LabException(
          Kind.USAGE, "--stage selects one stage, --stages core several; use only one of the two");
    }
    SubjectSpec asked = new SubjectSpec(subject);
    if (report != null) {
      report = context().path(report);
      HtmlReport.prepare(report);
    }
    Origin origin = asked.isLearner() ? Origin.COMMITTED : Origin.WORK_TREE;
    LabFolder folder = context().workbook().lab(lab);
    String digest = SourceDigest.of(folder);
    TrialRunner runner = context().runner();
    try (CompiledLab compiled = context().compiler().compile(folder, origin)) {
      LearnerChoice choice = new LearnerChoice(folder, compiled.manifest());
      SubjectSpec who = choice.of(asked);
      if (debug && who.isCommand()) {
        throw new LabException(
            Kind.USAGE,
            "--debug works for Java subjects only; start your program with its own" + " debugger");
      }
      folder.ownDependencies().ifPresent(line -> out().println(Ansi.yellow("! " + line)));
      choice.said(who).ifPresent(line -> out().println(Ansi.faint(line)));
      List<Outcome> outcomes = new ArrayList<>();
      Path page = null;
      for (int run = 0; run < repeat; run++) {
        Verdict verdict = trial(compiled, runner, who, digest, run);
        outcomes.add(verdict.outcome());
        boolean gravest = verdict.outcome() == Outcome.of(outcomes);
        if (report != null && gravest) {
          Occasion occasion = new Occasion(ZonedDateTime.now(), run + 1, repeat);
          page = HtmlReport.write(report, compiled.manifest(), verdict, occasion);
        }
      }
      if (repeat > 1) {
        out().printf("%d runs: %s%n", repeat, tally(outcomes));
      }
      if (page != null) {
        out().println("report: " + page);
      }
      return exit(Outcome.of(outcomes));
    }
  }

  private Verdict trial(
      CompiledLab compiled, TrialRunner runner, SubjectSpec who, String digest, int run) {
    Seed from = seed == null || run > 0 ? Seed.fresh() : seed(seed);
    TrialRequest request =
        new TrialRequest(
            who,
            choice(),
            Optional.empty(),
            services.mode(),
            from,
            !who.isLearner(),
            debug,
            inProcess);
    TrialPrinter printer = new TrialPrinter(out(), compiled, request);
    if (output) {
      printer.showEveryOutput();
    }
    if (who.isLearner()) {
      printer.stoodBefore(new Progress(context().workbook()).of(compiled.folder()));
    }
    Verdict verdict = runner.run(compiled, request, printer);
    if (who.isLearner()) {
      new LearnerRecord(context().workbook()).note(verdict, digest);
    }
    if (json != null) {
      ReportWriter.write(context().path(json), ReportWriter.json(TestReport.of(verdict)));
    }
    if (junit != null) {
      ReportWriter.write(context().path(junit), ReportWriter.junit(verdict));
    }
    printer.summary(verdict);
    return verdict;
  }

  private StageChoice choice() {
    if (stage != null) {
      return StageChoice.only(stage);
    }
    return stages.core() ? StageChoice.CORE : StageChoice.ALL;
  }

  private static Seed seed(String text) {
    try {
      return new Seed(text);
    } catch (IllegalArgumentException e) {
      throw new LabException(Kind.USAGE, e.getMessage(), e);
    }
  }

  private static String tally(List<Outcome> outcomes) {
    List<String> parts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long count = outcomes.stream().filter(outcome::equals).count();
      if (count > 0) {
        parts.add(count + " " + outcome);
      }
    }
    return String.join(", ", parts);
  }

  static int exit(Outcome outcome) {
    return switch (outcome) {
      case PASS -> 0;
      case INCONCLUSIVE -> Main.TROUBLE;
      default -> Main.FAILED;
    };
  }
}
