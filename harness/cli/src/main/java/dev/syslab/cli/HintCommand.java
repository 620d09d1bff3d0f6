package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Hints;
import dev.syslab.engine.learn.Progress;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab hint}: one rung of a hint ladder. */
@Command(
    name = "hint",
    description =
        "Show the next hint for a stage; if a test has failed, for the last failure. Each call"
            + " reveals a little more.")
final class HintCommand extends Verb {
  @Parameters(index = "0", paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<stage>",
      description = "The stage's number; without it, the current one.")
  private Integer stage;

  @Option(
      names = "--of",
      paramLabel = "<hint>",
      description = "Use this hint ladder; failures print its name.")
  private String of;

  @Option(names = "--again", description = "Start again at the first hint of the ladder.")
  private boolean again;

  @Override
  public Integer call() {
    LabFolder folder = context().workbook().lab(lab);
    LabManifest manifest = context().manifests().of(folder);
    StageEntry entry = entry(folder, manifest);
    Hints hints = new Hints(context().workbook());
    print(out(), hints.next(folder, entry, Optional.ofNullable(of), again), lab);
    return 0;
  }

  private StageEntry entry(LabFolder folder, LabManifest manifest) {
    if (stage != null) {
      return manifest
          .stage(stage)
          .orElseThrow(() -> new LabException(Kind.USAGE, manifest.noStage(stage)));
    }
    return new Progress(context().workbook())
        .of(folder)
        .current(manifest)
        .or(() -> of == null ? Optional.empty() : manifest.stage(1))
        .orElseThrow(
            () ->
                new LabException(
                    Kind.USAGE,
                    "every stage of "
                        + lab
                        + " passes; choose one: ./lab hint "
                        + lab
                        + " <stage>"));
  }

  static void print(PrintWriter out, Hints.Given hint, String lab) {
    String why = hint.failing() ? " (for the last failure)" : "";
    out.println(
        Ansi.bold("Hint " + hint.rung() + " of " + hint.rungs())
            + Ansi.faint("  stage " + hint.stage() + ", “" + hint.id() + "”" + why));
    out.println("  " + hint.text());
    String command = "./lab hint " + lab + " " + hint.stage();
    int left = hint.rungs() - hint.rung();
    if (hint.repeated()) {
      out.println(
          Ansi.faint(
              "  That was the last hint. To start over: "
                  + command
                  + " --of "
                  + hint.id()
                  + " --again. To see the solution: ./lab solution "
                  + lab
                  + " --stage "
                  + hint.stage()));
    } else {
      String more = (left == 0 ? "No" : left) + " more hint" + (left == 1 ? "" : "s");
      out.println(Ansi.faint("  " + more + " on this ladder."));
    }
    if (!hint.others().isEmpty()) {
      out.println(
          Ansi.faint(
              "  Other hints for this stage: "
                  + command
                  + " --of "
                  + String.join("|", hint.others())));
    }
  }
}
