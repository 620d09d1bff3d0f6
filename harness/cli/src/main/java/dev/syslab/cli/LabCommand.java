package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.lab.Progress;
import dev.syslab.engine.lab.Progress.Standing;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lab}: where you stand. */
@Command(
    name = "lab",
    header = "System-design labs that run on real servers.",
    subcommands = {
      ListCommand.class,
      TestCommand.class,
      DoctorCommand.class,
      UpCommand.class,
      DownCommand.class,
      LogsCommand.class,
      VerifyCommand.class,
      BenchCommand.class,
      NewCommand.class,
      ArchiveCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 all pass, 1 something fails, 2 inconclusive or server trouble, 64 wrong usage."
    })
final class LabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final Context context = new Context();

  Context context() {
    return context;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ManifestStore manifests = context.manifests();
    Progress progress = new Progress(context.workbook());
    String next = null;
    for (LabFolder folder : context.workbook().labs()) {
      LabManifest lab = manifests.of(folder);
      long passed = lab.stages().stream().filter(stage -> passed(progress, lab, stage)).count();
      out.printf("%s  %d of %d stages%n", Ansi.bold(lab.name()), passed, lab.stages().size());
      for (StageEntry stage : lab.stages()) {
        out.println(
            "  "
                + mark(progress.of(lab.name(), stage.number()))
                + " "
                + stage.number()
                + "  "
                + stage.title());
      }
      Optional<StageEntry> open =
          lab.stages().stream().filter(stage -> !passed(progress, lab, stage)).findFirst();
      if (next == null && open.isPresent()) {
        next = next(lab, open.get());
      }
    }
    out.println();
    out.println(next == null ? "All stages pass. ./lab new makes a lab of your own." : next);
    return 0;
  }

  private static boolean passed(Progress progress, LabManifest lab, StageEntry stage) {
    return progress.of(lab.name(), stage.number()) == Standing.PASSED;
  }

  private static String mark(Standing standing) {
    return switch (standing) {
      case PASSED -> Ansi.green("✓");
      case OPEN -> Ansi.yellow("○");
      case UNTRIED -> Ansi.faint("·");
    };
  }

  private static String next(LabManifest lab, StageEntry stage) {
    return "Next: "
        + Ansi.bold("./lab test " + lab.name() + " --stage " + stage.number())
        + "\n      read labs/"
        + lab.name()
        + "/README.md, edit "
        + String.join(", ", lab.skeletons());
  }
}
