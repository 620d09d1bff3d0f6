package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.LearnerChoice;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.report.Finding;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.Replica;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services.Choice;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows a trial to a person, test by test as it runs. */
final class TrialPrinter implements TrialListener {
  private static final int WIDTH = 92;
  private static final String INDENT = "      ";

  private final PrintWriter out;
  private final CompiledLab lab;
  private final TrialRequest request;
  private final LearnerChoice choice;
  // Of the stage that runs: what is not shown yet, since one line may do for all of it.
  private final List<TestVerdict> open = new ArrayList<>();
  private int shown;
  private boolean failed;
  private boolean everyOutput;
  private Standings before = stage -> Standing.UNTRIED;

  TrialPrinter(PrintWriter out, CompiledLab lab, TrialRequest request) {
    this.out = out;
    this.lab = lab;
    this.request = request;
    this.choice = new LearnerChoice(lab.folder(), lab.manifest());
    if (request.subject().isLearner()) {
      for (String file : lab.tampered()) {
        out.println(Ansi.yellow("! " + file + " differs from the original; using the original"));
      }
      for (String file : lab.folder().committedChanges()) {
        out.println(
            Ansi.yellow("! " + file + " was changed in one of your commits; using your version"));
      }
    }
  }

  /** What the subject prints is shown below tests that pass, too. */
  void showEveryOutput() {
    everyOutput = true;
  }

  /** How the learner's stages stood before the trial. */
  void stoodBefore(Standings standings) {
    before = standings;
  }

  @Override
  public void preparing(String what) {
    out.println(Ansi.faint(what));
  }

  @Override
  public void chosen(Choice choice) {
    out.println(Ansi.faint(choice.reason()));
    if (request.debug()) {
      out.println(
          "waiting, in each test, for a debugger on 127.0.0.1:"
              + TrialRunner.DEBUG_PORT
              + " (if a test has several processes, the others listen on "
              + (TrialRunner.DEBUG_PORT + 1)
              + ", … and do not wait); press Ctrl-C to stop");
    }
  }

  @Override
  public void stageStarted(StageEntry stage) {
    out.println();
    out.println(Ansi.bold("Stage " + stage.number() + "  " + stage.title()));
    out.flush();
    open.clear();
    shown = 0;
    failed = false;
  }

  @Override
  public void testEnded(StageEntry stage, TestVerdict test) {
    if (isOpen(test) && shown == 0) {
      open.add(test);
      return;
    }
    open.forEach(earlier -> print(stage.number(), stage.title(), earlier));
    print(stage.number(), stage.title(), test);
    shown += open.size() + 1;
    open.clear();
    out.flush();
  }

  @Override
  public void stageEnded(StageVerdict verdict) {
    if (verdict.tests().stream().allMatch(TrialPrinter::isOpen)) {
      open(verdict);
      return;
    }
    verdict.tests().stream()
        .skip(shown)
        .forEach(test -> print(verdict.number(), verdict.title(), test));
  }

  private static boolean isOpen(TestVerdict test) {
    return test.outcome() == Outcome.NOT_IMPLEMENTED || test.outcome() == Outcome.BLOCKED;
  }

  /** A stage of which nothing is written yet, in one line. */
  private void open(StageVerdict stage) {
    String todo =
        stage.tests().stream()
            .filter(test -> test.outcome() == Outcome.NOT_IMPLEMENTED)
            .findFirst()
            .orElse(stage.tests().get(0))
            .message();
    int tests = stage.tests().size();
    out.printf(
        "  %s not implemented yet (%s): %s%n",
        mark(stage.outcome()), tests == 1 ? "1 test" : tests + " tests", todo);
  }

  private void print(int stage, String title, TestVerdict test) {
    String time = String.format(Locale.ROOT, "%.1f s", test.millis() / 1000.0);
    String name = test.sentence();
    out.println(
        "  "
            + mark(test.outcome())
            + " "
            + name
            + " ".repeat(Math.max(1, WIDTH - name.length() - time.length()))
            + Ansi.faint(time));
    test.notes().forEach(note -> out.println(INDENT + Ansi.faint(note)));
    switch (test.outcome()) {
      case PASS -> {
        if (everyOutput) {
          output(test);
        }
      }
      case NOT_IMPLEMENTED -> out.println(INDENT + "not implemented yet: " + test.message());
      case BLOCKED -> out.println(INDENT + "blocked: " + test.message());
      default -> failure(stage, title, test);
    }
  }

  private void failure(int stage, String title, TestVerdict test) {
    if (test.message().startsWith(Replica.AS_BEFORE)) {
      // The first failure has said all that there is to say.
      test.message().lines().limit(1).forEach(line -> out.println(INDENT + line));
      return;
    }
    test.message().lines().forEach(line -> out.println(INDENT + labelled(line)));
    List<String> timeline = test.outcome() == Outcome.FAIL ? test.timeline().lines() : List.of();
    if (!timeline.isEmpty()) {
      out.println();
      timeline.forEach(line -> out.println(INDENT + Ansi.faint(line)));
      out.println();
    }
    output(test);
    if (test.outcome() == Outcome.FAIL && !failed) {
      out.printf(
          "%ssee labs/%s/README.md, “Stage %d: %s”%n", INDENT, lab.manifest().name(), stage, title);
    }
    out.println(INDENT + hint(stage, test) + "again: " + test.replay() + whose(test));
    out.println();
    failed |= test.outcome() == Outcome.FAIL;
  }

  private void output(TestVerdict test) {
    if (!test.output().isEmpty()) {
      out.println(INDENT + "last output:");
      test.output().forEach(line -> out.println(INDENT + Ansi.faint("| " + line)));
    }
  }

  /** Where a learner has begun in several languages, the command must say which it means. */
  private String whose(TestVerdict test) {
    return test.replay().contains(" --subject ") ? "" : choice.option(request.subject());
  }

  /** The command that gives the hint. The first failure's needs no name: it is remembered. */
  private String hint(int stage, TestVerdict test) {
    if (test.hint().isEmpty()) {
      return "";
    }
    boolean remembered = request.subject().isLearner() && !failed;
    return "hint: ./lab hint "
        + lab.manifest().name()
        + " "
        + stage
        + (remembered ? "" : " --of " + test.hint())
        + "   ";
  }

  /** What was expected, seen and likely the cause stand out by their names. */
  private static String labelled(String line) {
    return Finding.label(line)
        .map(label -> Ansi.bold(label) + line.substring(label.length()))
        .orElse(line);
  }

  private static String mark(Outcome outcome) {
    return switch (outcome) {
      case PASS -> Ansi.green("✓");
      case FAIL, TAMPERED -> Ansi.red("✗");
      case NOT_IMPLEMENTED, BLOCKED -> Ansi.yellow("○");
      case INCONCLUSIVE -> Ansi.yellow("?");
    };
  }

  /** The trial in two lines: how it ended, and what to do next. */
  void summary(Verdict verdict) {
    LabManifest manifest = lab.manifest();
    out.println();
    out.printf(
        "%s: %d of %d tests pass, %d of %d points   seed %s%n",
        manifest.name(),
        verdict.passed(),
        verdict.tests().size(),
        verdict.earned(),
        verdict.points(),
        verdict.seed());
    if (verdict.earned() < verdict.points() && verdict.passed() > 0) {
      out.println(Ansi.faint("a stage earns its points when all of its tests pass"));
    }
    if (Set.of(Outcome.FAIL, Outcome.INCONCLUSIVE).contains(verdict.outcome())) {
      BusyMachine.note().ifPresent(note -> out.println(Ansi.yellow("! " + note)));
    }
    if (request.subject().isLearner()) {
      out.println(next(verdict, manifest));
    }
  }

  /** Whose code and which servers were asked for, so that the next command asks for the same. */
  private String options() {
    return choice.option(request.subject())
        + request.mode().map(mode -> " --services " + mode.id()).orElse("");
  }

  /** Later stages change what earlier ones have tested. */
  private String atTheEnd(Verdict verdict, LabManifest manifest) {
    return verdict.stages().size() < manifest.stages().size()
        ? "The last stage passes. To test all stages with your current code: ./lab test "
            + manifest.name()
            + options()
        : "Every stage passes. Compare: ./lab solution " + manifest.name();
  }

  /** The first that has never passed; if there is none, the one after those that pass now. */
  private Optional<StageEntry> following(Verdict verdict, LabManifest manifest) {
    Set<Integer> now =
        verdict.stages().stream().map(StageVerdict::number).collect(Collectors.toSet());
    int last = verdict.stages().get(verdict.stages().size() - 1).number();
    return manifest.stages().stream()
        .filter(stage -> !now.contains(stage.number()) && !before.of(stage.number()).passed())
        .findFirst()
        .or(() -> manifest.stage(last + 1));
  }

  private String next(Verdict verdict, LabManifest manifest) {
    Optional<StageVerdict> open =
        verdict.stages().stream().filter(stage -> stage.outcome() != Outcome.PASS).findFirst();
    if (open.isEmpty()) {
      return following(verdict, manifest)
          .map(
              stage ->
                  "Next: stage "
                      + stage.number()
                      + ", "
                      + stage.title()
                      + ": ./lab test "
                      + manifest.name()
                      + " --stage "
                      + stage.number()
                      + options())
          .orElseGet(() -> atTheEnd(verdict, manifest));
    }
    StageVerdict stage = open.get();
    if (stage.outcome() == Outcome.BLOCKED) {
      return "An earlier stage is not implemented yet. "
          + Ansi.bold("Next: ./lab test " + manifest.name() + options());
    }
    List<TestVerdict> failing =
        stage.tests().stream().filter(test -> test.outcome() != Outcome.PASS).toList();
    String what =
        switch (stage.outcome()) {
          case NOT_IMPLEMENTED -> failing.get(0).message();
          case INCONCLUSIVE ->
              "The result is inconclusive: a server failed or a fault had no effect. Run the command again; if that does not help, run ./lab doctor.";
          default ->
              "“"
                  + failing.stream()
                      .filter(test -> test.outcome() == Outcome.FAIL)
                      .findFirst()
                      .orElse(failing.get(0))
                      .sentence()
                  + "” fails"
                  + (before.of(stage.number()).passed()
                      ? "; it passed before, so check what you have changed since"
                      : "");
        };
    return Ansi.bold("Next: stage " + stage.number() + ", " + stage.title() + ": ")
        + what
        + "\n      edit "
        + choice.edited(request.subject())
        + ", then ./lab test "
        + manifest.name()
        + " --stage "
        + stage.number()
        + options();
  }
}
