package dev.syslab.cli;

import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.services.Home;
import dev.syslab.services.Services;
import java.nio.file.Path;

/**
 * What the verbs work on. Each part is made when it is first needed: the status must answer at
 * once.
 */
final class Context {
  private final Workbook workbook = Workbook.ofUser(Path.of(System.getProperty("syslab.root", "")));
  private Services services;

  Workbook workbook() {
    return workbook;
  }

  LabCompiler compiler() {
    return LabCompiler.of(workbook);
  }

  ManifestStore manifests() {
    return new ManifestStore(compiler());
  }

  /** The servers; the first use removes what dead commands have left behind. */
  synchronized Services services() {
    if (services == null) {
      services = Services.open(Home.find());
      services.onProgress(line -> System.err.println(Ansi.faint("  " + line)));
      services.sweep();
    }
    return services;
  }

  /**
   * @param width how many tests of a stage may run at once
   */
  TrialRunner runner(int width) {
    String archive = System.getProperty("syslab.subjectArchive", "none.jsa");
    return new TrialRunner(services(), width, Path.of(archive));
  }

  /** One whose subjects record the classes that they load. */
  TrialRunner recordingRunner(Path archive) {
    return TrialRunner.recording(services(), archive);
  }

  /**
   * How much runs side by side: one more than there are cores, since tests often wait; bounded,
   * since each brings processes of its own.
   */
  static int width() {
    return Math.min(4, Runtime.getRuntime().availableProcessors() + 1);
  }
}
