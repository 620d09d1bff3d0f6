package dev.syslab.cli;

import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.kit.process.Isolation;
import dev.syslab.services.Services;
import dev.syslab.services.base.Home;
import dev.syslab.services.base.ServiceException;
import java.nio.file.Path;

/**
 * What the verbs work on. Each part is made when it is first needed: the status must answer at
 * once.
 */
final class Context implements AutoCloseable {
  private final Console console;
  private final Workbook workbook = Workbook.ofUser(Path.of(System.getProperty("syslab.root", "")));
  private Services services;
  private TrialRunner runner;
  private LabCompiler compiler;

  Context(Console console) {
    this(console, null, null);
  }

  private Context(Console console, TrialRunner runner, LabCompiler compiler) {
    this.console = console;
    this.runner = runner;
    this.compiler = compiler;
  }

  /** For the next command of the same process: what is warm is handed on. */
  Context next(Console console) {
    return new Context(console, runner, compiler);
  }

  Console console() {
    return console;
  }

  /** A path that was typed, from the folder in which it was. */
  Path path(Path typed) {
    return console.directory().resolve(typed);
  }

  Workbook workbook() {
    return workbook;
  }

  synchronized LabCompiler compiler() {
    if (compiler == null) {
      compiler = LabCompiler.of(workbook);
    }
    return compiler;
  }

  ManifestStore manifests() {
    return new ManifestStore(compiler());
  }

  /** The servers; the first use removes what dead commands have left behind. */
  synchronized Services services() {
    if (services == null) {
      services = Services.open(Home.find());
      services.onProgress(line -> console.err().println(Ansi.faint("  " + line)));
      services.sweep();
    }
    return services;
  }

  /**
   * For verbs that use no server: the process that looked after idle servers may have been killed.
   */
  synchronized void sweep() {
    try {
      if (Services.anyIn(Home.find())) {
        services();
      }
    } catch (ServiceException e) {
      // The verb has done what it was asked for.
    }
  }

  /** One for all trials; ends with this. */
  synchronized TrialRunner runner() {
    if (runner == null) {
      runner = runner(width());
    }
    return runner;
  }

  /** Gets ready for another trial like the last one, if there was one. Returns at once. */
  synchronized void expectAnother() {
    if (runner != null) {
      runner.expectAnother();
    }
  }

  @Override
  public synchronized void close() {
    if (runner != null) {
      runner.close();
    }
  }

  /**
   * A new runner, which the caller closes.
   *
   * @param width how many tests of a stage may run at once
   */
  TrialRunner runner(int width) {
    return new TrialRunner(services(), width, subjectArchive());
  }

  /** A new runner whose subjects are isolated; the caller closes it. */
  TrialRunner isolatedRunner(int width, Isolation isolation) {
    return TrialRunner.isolated(services(), width, subjectArchive(), isolation);
  }

  private static Path subjectArchive() {
    return Path.of(System.getProperty("syslab.subjectArchive", "none.jsa"));
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
