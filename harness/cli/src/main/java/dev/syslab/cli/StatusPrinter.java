package dev.syslab.cli;

import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.Progress.Standing;
import dev.syslab.engine.lab.Progress.Standings;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows how stages stand. */
final class StatusPrinter {
  private StatusPrinter() {}

  /** One line for each stage; the current one is marked. */
  static void stages(
      PrintWriter out, LabManifest lab, Standings standings, Optional<StageEntry> current) {
    boolean changed = false;
    for (StageEntry stage : lab.stages()) {
      boolean here = current.map(StageEntry::number).equals(Optional.of(stage.number()));
      Standing standing = standings.of(stage.number());
      changed |= standing == Standing.CHANGED;
      String line = stage.number() + "  " + stage.title();
      out.println(
          "  " + mark(standing) + " " + (here ? Ansi.bold(line) + "  ← you are here" : line));
    }
    if (changed) {
      out.println(
          Ansi.faint(
              "  ~ passed before the last change; ./lab test " + lab.name() + " proves it again"));
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
