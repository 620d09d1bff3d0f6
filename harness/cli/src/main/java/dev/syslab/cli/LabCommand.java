package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.learn.LearnerChoice;
import dev.syslab.engine.learn.Progress;
import dev.syslab.engine.learn.Progress.Standings;
import java.io.PrintWriter;
import java.util.List;
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
      PlayCommand.class,
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
      GradeCommand.class,
      GradeMergeCommand.class,
      CalcCommand.class,
      NewCommand.class,
      CompletionCommand.class,
      ArchiveCommand.class,
      JudgeCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 all pass, 1 something fails, 2 inconclusive or a server problem, 64 usage"
          + " error."
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
    context.sweep();
    PrintWriter out = spec.commandLine().getOut();
    ManifestStore manifests = context.manifests();
    Progress progress = new Progress(context.workbook());
    List<Standing> labs =
        context.workbook().labs().stream()
            .map(folder -> new Standing(folder, manifests.of(folder), progress.of(folder)))
            .toList();
    Optional<Standing> here = current(labs, progress.lastTested().orElse(""));
    int width = labs.stream().mapToInt(one -> one.lab().name().length()).max().orElse(0);
    for (Standing one : labs) {
      StatusPrinter.lab(out, one.lab(), one.stages(), width);
      if (here.equals(Optional.of(one))) {
        StatusPrinter.stages(out, one.lab(), one.stages(), one.stages().current(one.lab()));
      }
    }
    out.println();
    out.println(
        here.map(LabCommand::next).orElse("All stages pass. ./lab new creates a lab of your own."));
    return 0;
  }

  /** How the learner stands in a lab. */
  private record Standing(LabFolder folder, LabManifest lab, Standings stages) {
    boolean isOpen() {
      return stages.current(lab).isPresent();
    }
  }

  /** The lab that was tested last if it has an open stage, else the first that has one. */
  private static Optional<Standing> current(List<Standing> labs, String last) {
    List<Standing> open = labs.stream().filter(Standing::isOpen).toList();
    return open.stream()
        .filter(one -> one.lab().name().equals(last))
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  private static String next(Standing here) {
    LabManifest lab = here.lab();
    StageEntry stage = here.stages().current(lab).orElseThrow();
    return "Next: "
        + Ansi.bold("./lab watch " + lab.name())
        + "   tests stage "
        + stage.number()
        + " on every save (to test once: ./lab test "
        + lab.name()
        + " --stage "
        + stage.number()
        + ")\n      read labs/"
        + lab.name()
        + "/README.md, edit "
        + new LearnerChoice(here.folder(), lab).edited()
        + "\n      stuck? ./lab hint "
        + lab.name();
  }
}
