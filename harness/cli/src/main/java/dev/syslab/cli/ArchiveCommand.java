package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * Run once by the front door with class recording on: a short trial touches what every later
 * command loads, so that those start faster.
 */
@Command(name = "archive", hidden = true)
final class ArchiveCommand extends Verb {
  @Override
  public Integer call() {
    LabFolder first = context().workbook().labs().get(0);
    try (CompiledLab lab = context().compiler().compile(first, Origin.WORK_TREE)) {
      TrialRequest request = TrialRequest.all(SubjectSpec.REFERENCE, Optional.empty()).only(1);
      context().runner(Context.width()).run(lab, request, TrialListener.NONE);
    }
    return 0;
  }
}
