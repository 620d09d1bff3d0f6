package dev.syslab.cli;

import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.learn.Progress.Standings;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows how stages stand. */
final class StatusPrinter {
  private StatusPrinter() {}

  /**
   * A lab in one line: how many of its stages have passed, and how long they take.
   *
   * @param width of the names' column
   */
  static void lab(PrintWriter out, LabManifest lab, Standings standings, int width) {
    long passed = standings.passed(lab);
    long core =
        lab.stages().stream()
            .filter(stage -> lab.isCore(stage) && standings.of(stage.number()).passed())
            .count();
    String figures =
        "  %2d of %2d stages   core: %d of %d   "
            .formatted(passed, lab.stages().size(), core, lab.core());
    String name = lab.name() + " ".repeat(Math.max(0, width - lab.name().length()));
    String mark = Ansi.faint("·");
    if (passed == lab.stages().size()) {
      mark = Ansi.green("✓");
    } else if (lab.stages().stream().anyMatch(s -> standings.of(s.number()) != Standing.UNTRIED)) {
      mark = Ansi.yellow("○");
    }
    out.println(
        mark
            + " "
            + Ansi.bold(name)
            + figures
            + Ansi.faint("%d min, core %d min".formatted(lab.minutes(), lab.coreMinutes())));
  }

  /** One line for each stage; the current one is marked, and where the core ends. */
  static void stages(
      PrintWriter out, LabManifest lab, Standings standings, Optional<StageEntry> current) {
    boolean changed = false;
    for (StageEntry stage : lab.stages()) {
      if (stage.number() == lab.core() + 1) {
        out.println(Ansi.faint("    beyond the core:"));
      }
      boolean here = current.map(StageEntry::number).equals(Optional.of(stage.number()));
      Standing standing = standings.of(stage.number());
      changed |= standing == Standing.CHANGED;
      String line = stage.number() + "  " + stage.title();
      out.println(
          "    " + mark(standing) + " " + (here ? Ansi.bold(line) + "  ← you are here" : line));
    }
    if (changed) {
      out.println(
          Ansi.faint(
              "    ~ passed before the last change; ./lab test " + lab.name() + " tests it again"));
    }
  }

  private static String mark(Standing standing) {
    return switch (standing) {
      case PASSED -> Ansi.green("✓");
      case CHANGED -> Ansi.green("~");
      case OPEN -> Ansi.yellow("○");
      case UNTRIED -> Ansi.faint("·");
    };
  }
}
