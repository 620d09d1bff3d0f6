package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.learn.LearnerSession;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.watch.Key;
import dev.syslab.engine.watch.Watcher;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./lab watch}: a trial on every save. */
@Command(
    name = "watch",
    description = "Test your code on every save, stage by stage, until you quit.")
final class WatchCommand extends Verb {
  @Parameters(paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Mixin private LearnerOption learner;

  @Mixin private ServicesOption services;

  @Override
  public Integer call() throws InterruptedException {
    LabFolder folder = context().workbook().lab(lab);
    WatchPrinter printer = new WatchPrinter(out(), Ansi.terminal());
    try (TrialRunner runner = context().runner(Context.width());
        LearnerSession session =
            new LearnerSession(
                context().compiler(),
                runner,
                context().services(),
                folder,
                learner.subject(),
                services.mode(),
                printer::follow)) {
      session.said().ifPresent(line -> out().println(Ansi.faint(line)));
      printer.edited(session.edited());
      Watcher watcher = new Watcher(session, folder, printer);
      Optional<Keyboard> keyboard =
          Ansi.terminal()
              ? Keyboard.open(typed -> Key.of(typed).ifPresent(watcher::press))
              : Optional.empty();
      printer.keys(keyboard.isPresent());
      try {
        watcher.run();
      } finally {
        keyboard.ifPresent(Keyboard::close);
      }
    }
    return 0;
  }
}
