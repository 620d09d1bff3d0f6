package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.lab.Progress;
import dev.syslab.engine.lab.Progress.Standings;
import dev.syslab.engine.learn.LearnerChoice;
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
      WatchCommand.class,
      HintCommand.class,
      SolutionCommand.class,
      ProgressCommand.class,
      ContractCommand.class,
      NewSubjectCommand.class,
      DoctorCommand.class,
      UpCommand.class,
      DownCommand.class,
      LogsCommand.class,
      VerifyCommand.class,
      BenchCommand.class,
      NewCommand.class,
      CompletionCommand.class,
      ArchiveCommand.class,
      JudgeCommand.class
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

  private final Context context;

  LabCommand(Context context) {
    this.context = context;
  }

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
      Standings standings = progress.of(folder);
      Optional<StageEntry> current = standings.current(lab);
      out.printf(
          "%s  %d of %d stages%n",
          Ansi.bold(lab.name()), standings.passed(lab), lab.stages().size());
      StatusPrinter.stages(out, lab, standings, current);
      if (next == null && current.isPresent()) {
        next = next(folder, lab, current.get());
      }
    }
    out.println();
    out.println(next == null ? "All stages pass. ./lab new makes a lab of your own." : next);
    return 0;
  }

  private static String next(LabFolder folder, LabManifest lab, StageEntry stage) {
    return "Next: "
        + Ansi.bold("./lab watch " + lab.name())
        + "   tests stage "
        + stage.number()
        + " at every save (once: ./lab test "
        + lab.name()
        + " --stage "
        + stage.number()
        + ")\n      read labs/"
        + lab.name()
        + "/README.md, edit "
        + new LearnerChoice(folder, lab).edited()
        + "\n      stuck? ./lab hint "
        + lab.name();
  }
}
