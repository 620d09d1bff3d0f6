package dev.syslab.cli;

import dev.syslab.engine.machine.Installer;
import dev.syslab.engine.machine.Machine;
import dev.syslab.engine.machine.Need;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lab doctor}: what this machine has and lacks. */
@Command(name = "doctor", description = "List what is missing on this machine and how to fix it.")
final class DoctorCommand extends Verb {
  @Option(names = "--fix", description = "Run the commands that fix what is missing, after asking.")
  private boolean fix;

  @Option(names = "--yes", description = "With --fix: do not ask.")
  private boolean yes;

  @Override
  public Integer call() {
    Machine machine = new Machine(context().services(), context().workbook().root());
    boolean broken = false;
    for (Need need : machine.needs()) {
      out()
          .println(
              (need.there() ? Ansi.green("✓") : need.required() ? Ansi.red("✗") : Ansi.yellow("–"))
                  + " "
                  + need.what());
      need.seen().lines().forEach(line -> out().println("    " + Ansi.faint(line)));
      if (!need.there() && !need.fix().isEmpty()) {
        out().println("    fix: " + need.fixText());
      }
      broken |= need.required() && !need.there();
    }
    out().println();
    out()
        .println(
            "Each server runs either as a container or as a plain process; one of the two is"
                + " enough.");
    if (fix) {
      mend(
          machine.needs().stream().filter(need -> !need.there() && !need.fix().isEmpty()).toList());
    }
    return broken ? Main.TROUBLE : 0;
  }

  private void mend(List<Need> missing) {
    Installer installer = new Installer(line -> out().println(line));
    for (Need need : missing) {
      if (yes || agrees(need)) {
        installer.bring(need);
        out().println(Ansi.green("✓") + " " + need.what());
      }
    }
  }

  private boolean agrees(Need need) {
    out().print("Run “" + need.fixText() + "”? [y/N] ");
    out().flush();
    Scanner answers = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
    return answers.hasNextLine()
        && answers.nextLine().strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
