package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Run by the front door after a build: a short trial touches what every later trial loads, and
 * those classes are kept in an archive, from which virtual machines start faster.
 */
@Command(name = "archive", hidden = true)
final class ArchiveCommand extends Verb {
  private static final int TESTS = 3;

  @Option(
      names = "--subject-to",
      paramLabel = "FILE",
      description = "Record the subject's classes in this file; without it, record this program's.")
  private Path archive;

  @Override
  public Integer call() {
    TrialRequest reference = TrialRequest.all(SubjectSpec.REFERENCE, Optional.empty());
    List<LabFolder> labs = context().workbook().labs();
    if (archive == null) {
      try (CompiledLab lab = context().compiler().compile(labs.get(0), Origin.WORK_TREE);
          TrialRunner runner = context().runner(Context.width())) {
        runner.run(lab, reference.only(1), TrialListener.NONE);
      }
      return 0;
    }
    // Of the few programs that serve them, the one which served last writes the file last.
    try (TrialRunner runner = context().recordingRunner(archive.toAbsolutePath())) {
      for (LabFolder folder : labs) {
        try (CompiledLab lab = context().compiler().compile(folder, Origin.WORK_TREE)) {
          // By the middle of a lab most of its libraries are in use.
          List<StageEntry> stages = lab.manifest().stages();
          StageEntry middle = stages.get((stages.size() - 1) / 2);
          middle.tests().stream()
              .limit(TESTS)
              .forEach(
                  test ->
                      runner.run(
                          lab, reference.only(middle.number(), test.method()), TrialListener.NONE));
        }
      }
    }
    return 0;
  }
}
