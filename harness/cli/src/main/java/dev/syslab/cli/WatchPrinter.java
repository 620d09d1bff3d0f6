package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Hints;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.watch.Key;
import dev.syslab.engine.watch.WatchView;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services.Choice;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a watch: on a terminal each save begins on a clean screen, elsewhere line after line. */
final class WatchPrinter implements WatchView {
  // What was on the screen stays in the terminal's history.
  private static final String CLEAR = "\u001B[H\u001B[2J";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean keys;
  private String edited = "";
  private boolean modeShown;

  WatchPrinter(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether keys are read. */
  void keys(boolean read) {
    keys = read;
  }

  /** What the learner edits. */
  void edited(String files) {
    edited = files;
  }

  /** Follows one trial. */
  TrialListener follow(CompiledLab lab, TrialRequest request) {
    TrialPrinter printer = new TrialPrinter(out, lab, request);
    return new TrialListener() {
      @Override
      public void preparing(String what) {
        printer.preparing(what);
      }

      @Override
      public void chosen(Choice choice) {
        if (!modeShown) {
          printer.chosen(choice);
          modeShown = true;
        }
      }

      @Override
      public void stageStarted(StageEntry stage) {
        printer.stageStarted(stage);
      }

      @Override
      public void stageEnded(StageVerdict verdict) {
        printer.stageEnded(verdict);
      }
    };
  }

  @Override
  public void testing(LabManifest lab, Optional<StageEntry> stage, Cause cause) {
    if (terminal && cause != Cause.START && cause != Cause.PASSED) {
      out.print(CLEAR);
    }
    String what = stage.map(one -> "stage " + one.number()).orElse("all stages");
    String why =
        switch (cause) {
          case START, KEY -> "";
          case SAVE -> " · saved " + LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
          case PASSED -> Ansi.green(" · the previous stage passes");
        };
    out.println(Ansi.faint(lab.name() + " · " + what) + Ansi.faint(why));
    out.flush();
  }

  @Override
  public void tested(Verdict verdict) {
    long all = verdict.tests().size();
    long passed = verdict.tests().stream().filter(t -> t.outcome() == Outcome.PASS).count();
    if (passed > 0) {
      out.println(Ansi.faint("  " + passed + " of " + all + " tests pass"));
    }
    if (verdict.outcome() == Outcome.INCONCLUSIVE) {
      out.println(
          Ansi.yellow(
              "The result is inconclusive: a server failed or a fault had no effect. Press r to run it again; if that does not help, run ./lab doctor."));
    }
  }

  @Override
  public void failed(LabException why) {
    out.println();
    if (why.kind() == Kind.SUBJECT) {
      out.println(Ansi.bold("Your code cannot be tested yet"));
    }
    out.println(why.getMessage());
  }

  @Override
  public void hint(LabManifest lab, Hints.Given hint) {
    out.println();
    HintCommand.print(out, hint, lab.name());
  }

  @Override
  public void list(LabManifest lab, Standings standings, Optional<StageEntry> current) {
    out.println();
    StatusPrinter.stages(out, lab, standings, current);
    out.println("  edit " + edited + ", read labs/" + lab.name() + "/README.md");
  }

  @Override
  public void refused(String why) {
    out.println(why);
  }

  @Override
  public void waiting(LabManifest lab, Optional<StageEntry> current, boolean everythingPasses) {
    out.println();
    if (everythingPasses) {
      out.println(Ansi.green("Every stage passes.") + " Compare: ./lab solution " + lab.name());
    }
    String at = current.map(stage -> "stage " + stage.number()).orElse("all stages");
    String how =
        Stream.of(Key.values())
            .map(key -> Ansi.bold(String.valueOf(key.letter())) + " " + key.meaning())
            .collect(Collectors.joining(" · "));
    out.println(
        Ansi.faint("watching " + lab.name() + "; testing " + at + " on every save   ")
            + (keys ? how : Ansi.faint("press Ctrl-C to stop")));
    out.flush();
  }

  @Override
  public boolean gone() {
    return out.checkError();
  }
}
