package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.machine.Installer;
import dev.syslab.engine.machine.Machine;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.engine.report.VerifyReport;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.verify.Changes;
import dev.syslab.engine.verify.LabVerdict;
import dev.syslab.engine.verify.Scope;
import dev.syslab.engine.verify.Verification;
import dev.syslab.engine.verify.VerifyOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab verify}: the project's own tests. */
@Command(
    name = "verify",
    description =
        "Prove that the labs are sound, and run the harness's own tests. The last line is “N passed, N failed”.")
final class VerifyCommand extends Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "<lab>",
      description = "Only these labs, without the harness's own tests.")
  private List<String> names = new ArrayList<>();

  @Mixin private ServicesOption services;

  @Mixin private StagesOption stages;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Run the reference this many times; the verdicts must be the same.")
  private int repeat = 1;

  @Option(names = "--quick", description = "Skeletons and references only.")
  private boolean quick;

  @Option(
      names = "--matrix",
      description = "Also run every mistake on the stages before its own, which must all pass.")
  private boolean matrix;

  @Option(
      names = "--changed",
      description =
          "Only what a change affects: commits since the main branch, uncommitted and new files.")
  private boolean changed;

  @Option(
      names = "--sample",
      description =
          "Verify everything, but run only a sample of the mistakes of labs that the change does"
              + " not affect; with --quick, verify only a sample of those labs. Each commit chooses"
              + " a different sample.")
  private boolean sample;

  @Option(
      names = "--base",
      paramLabel = "REV",
      description =
          "The commit that --changed and --sample compare with; default origin/HEAD or main, and"
              + " for --sample on main itself the previous commit.")
  private String base;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result to this file as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (repeat < 1) {
      throw new LabException(Kind.USAGE, "--repeat must be at least 1, was " + repeat);
    }
    Scope scope = scope();
    Consumer<String> say =
        line -> {
          synchronized (this) {
            out().println(line);
          }
        };
    VerifyOptions options =
        new VerifyOptions(services.mode(), repeat, quick, matrix, stages.core());
    Verification.Result result = verified(scope, options, say);
    print(result);
    if (json != null) {
      ReportWriter.write(
          json,
          ReportWriter.json(
              VerifyReport.of(
                  result.passed(), result.failed(), result.secondLooks(), result.labs())));
    }
    long looks = result.secondLooks();
    out().println(looks + (looks == 1 ? " check" : " checks") + " passed only when rerun alone");
    out().println(result.passed() + " passed, " + result.failed() + " failed");
    return result.failed() == 0 ? 0 : Main.FAILED;
  }

  private Verification.Result verified(Scope scope, VerifyOptions options, Consumer<String> say) {
    // Whole trials run side by side there.
    try (TrialRunner runner = context().runner(1)) {
      Machine machine = new Machine(context().services(), context().workbook().root());
      return new Verification(
              context().compiler(), runner, context().services(), machine, new Installer(say), say)
          .run(scope, options);
    }
  }

  private Scope scope() {
    if (base != null && !changed && !sample) {
      throw new LabException(
          Kind.USAGE, "--base only works with --changed or --sample; add one of them");
    }
    if (sample && (changed || !names.isEmpty())) {
      throw new LabException(
          Kind.USAGE, "--sample covers all labs; do not name labs, and do not add --changed");
    }
    if (changed && !names.isEmpty()) {
      throw new LabException(
          Kind.USAGE, "--changed chooses the labs itself; either name labs or use --changed");
    }
    if (changed || sample) {
      Changes changes = new Changes(context().workbook(), context().manifests()::of);
      Optional<String> from = Optional.ofNullable(base);
      Changes.Choice choice;
      if (sample) {
        choice = quick ? changes.sampleOfLabs(from) : changes.sample(from);
      } else {
        choice = changes.since(from);
      }
      choice.reasons().forEach(out()::println);
      return choice.scope();
    }
    return names.isEmpty()
        ? Scope.everything(context().workbook().labs())
        : Scope.only(names.stream().map(name -> context().workbook().lab(name)).toList());
  }

  private static String mistakes(LabVerdict lab) {
    return lab.mistakesTried() == lab.mistakes()
        ? "%d of %d mistakes killed".formatted(lab.mistakesKilled(), lab.mistakes())
        : "%d of %d mistakes killed; the lab has %d"
            .formatted(lab.mistakesKilled(), lab.mistakesTried(), lab.mistakes());
  }

  private void print(Verification.Result result) {
    for (LabVerdict lab : result.labs()) {
      out().println();
      out()
          .printf(
              "%s: %d tests, %s%n",
              Ansi.bold(lab.lab()),
              lab.tests(),
              quick || lab.mistakesTried() + lab.alternatives() == 0
                  ? "mistakes and alternatives not run"
                  : mistakes(lab)
                      + ", %d of %d alternatives accepted"
                          .formatted(lab.alternativesAccepted(), lab.alternatives()));
      for (LabVerdict.RuleResult rule : lab.rules()) {
        out()
            .println(
                "  "
                    + (rule.ok() ? Ansi.green("✓") : Ansi.red("✗"))
                    + " "
                    + rule.rule().text()
                    + (rule.ok() ? Ansi.faint("  (" + rule.detail() + ")") : ""));
        if (!rule.ok()) {
          rule.detail().lines().forEach(line -> out().println("      " + line));
        }
      }
      lab.unlike().forEach(line -> out().println("  " + Ansi.yellow("!") + " " + line));
    }
    out().println();
    result.project().forEach(line -> out().println(line));
    result.notRun().forEach(line -> out().println("not run: " + line));
  }
}
