package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Run by the front door after a build: a short trial touches what every later trial loads, and
 * those classes are kept in an archive, from which virtual machines start faster.
 */
@Command(name = "archive", hidden = true)
final class ArchiveCommand extends Verb {
  @Option(
      names = "--subject-to",
      paramLabel = "FILE",
      description = "Record the subject's classes there; without it, this program's are recorded.")
  private Path archive;

  @Override
  public Integer call() {
    LabFolder first = context().workbook().labs().get(0);
    try (CompiledLab lab = context().compiler().compile(first, Origin.WORK_TREE)) {
      TrialRequest stage = TrialRequest.all(SubjectSpec.REFERENCE, Optional.empty()).only(1);
      if (archive == null) {
        try (TrialRunner runner = context().runner(Context.width())) {
          runner.run(lab, stage, TrialListener.NONE);
        }
      } else {
        // One test, since each subject would write the file.
        String test = lab.manifest().stages().get(0).tests().get(0).method();
        try (TrialRunner runner = context().recordingRunner(archive.toAbsolutePath())) {
          runner.run(lab, stage.only(1, test), TrialListener.NONE);
        }
      }
    }
    return 0;
  }
}
