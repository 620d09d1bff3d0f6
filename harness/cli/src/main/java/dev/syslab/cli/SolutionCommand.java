package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.learn.Progress;
import dev.syslab.engine.learn.Solution;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab solution}: how it is done, for the stages that pass. */
@Command(
    name = "solution",
    description = {
      "Show the solution: for the stages that pass, or everything if all of them do.",
      "On a terminal, it opens in $PAGER."
    })
final class SolutionCommand extends Verb {
  @Parameters(paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Option(
      names = "--stage",
      paramLabel = "N",
      description = "Show only what matters for this stage.")
  private Integer stage;

  @Option(names = "--spoil", description = "Show it even if your own code does not pass yet.")
  private boolean spoil;

  @Override
  public Integer call() {
    LabFolder folder = context().workbook().lab(lab);
    LabManifest manifest = context().manifests().of(folder);
    Solution solution =
        new Solution(folder, manifest, new Progress(context().workbook()).of(folder));
    Solution.Shown shown = solution.show(Optional.ofNullable(stage), spoil);
    StringBuilder text = new StringBuilder(Solution.asText(shown.parts()));
    if (!shown.withheld().isEmpty()) {
      text.append("\nThe reference's source is not shown: it covers all stages, and ")
          .append(
              shown.withheld().stream()
                  .map(number -> "stage " + number)
                  .collect(Collectors.joining(", ")))
          .append(shown.withheld().size() == 1 ? " does" : " do")
          .append(" not pass yet.\n")
          .append("To show it anyway: ./lab solution ")
          .append(lab)
          .append(" --spoil\n");
    }
    Pager.show(out(), text.toString());
    return 0;
  }
}
