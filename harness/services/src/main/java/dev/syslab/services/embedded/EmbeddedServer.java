package dev.syslab.services.embedded;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Logs;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.base.Wait;
import dev.syslab.services.process.Command;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.Places;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A server as a plain process tree of this machine. */
public final class EmbeddedServer extends RunningServer {

  private static final int PORT_ATTEMPTS = 3;
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration ONE_TRY = Duration.ofSeconds(1);

  public EmbeddedServer(
      Registry registry,
      Entry entry,
      Software software,
      Places places,
      Consumer<RunningServer> onClose) {
    super(registry, entry, software, places, onClose);
  }

  @Override
  public void create() {
    for (int attempt = 1; ; attempt++) {
      assignPorts();
      try {
        fill();
        markReady();
        return;
      } catch (ServiceException e) {
        if (attempt == PORT_ATTEMPTS || !portTaken(e)) {
          throw e;
        }
      }
    }
  }

  @Override
  public void fill() {
    try {
      Files.createDirectories(entry.data());
    } catch (IOException e) {
      throw Failures.io("create a data folder", entry.folder(), e);
    }
    software.prepare(entry);
    start();
  }

  @Override
  public void wipe() {
    kill();
    software.forget(entry);
    Trees.delete(entry.data());
  }

  /** Ends the server of an entry at once, whoever started it. */
  public static void end(Entry entry, Software software) {
    entry.process().ifPresent(Processes::killTree);
    software.forget(entry);
  }

  /** Each server says it in its own words, all with those of the operating system. */
  private static boolean portTaken(ServiceException e) {
    String seen = e.getMessage().toLowerCase(Locale.ROOT);
    return seen.contains("in use") || seen.contains("eaddrinuse");
  }

  @Override
  public void start() {
    if (alive()) {
      return;
    }
    Software.Launch launch = software.launch(entry);
    Processes.launch(
        launch.command(), launch.environment(), entry.folder(), entry.pidFile(), entry.log());
    boolean ready = Wait.until(START, () -> !alive() || software.ready(entry, ONE_TRY));
    if (!alive()) {
      throw new ServiceException(notReady("exited during startup"));
    }
    if (!ready) {
      throw new ServiceException(notReady("was not ready within " + START.toSeconds() + " s"));
    }
  }

  @Override
  protected String administer(Software.Launch tool, List<String> arguments) {
    List<String> words = new ArrayList<>(tool.command());
    words.addAll(arguments);
    return new Command(words).with(tool.environment()).require(ADMINISTER);
  }

  private String notReady(String what) {
    return technology().label()
        + " "
        + what
        + "; the last lines of "
        + entry.log()
        + ":\n  "
        + String.join("\n  ", logs(20));
  }

  @Override
  public void stop() {
    Optional<Processes.Id> process = entry.process();
    if (process.isEmpty()) {
      return;
    }
    Processes.continueTree(process.get());
    Processes.signal(software.stopSignal(), List.of(process.get()));
    if (!Wait.until(STOP, () -> !process.get().alive())) {
      Processes.killTree(process.get());
      throw new ServiceException(
          notReady(
              "did not exit within "
                  + STOP.toSeconds()
                  + " s of SIG"
                  + software.stopSignal()
                  + " and was killed"));
    }
  }

  @Override
  public void kill() {
    entry.process().ifPresent(Processes::killTree);
  }

  @Override
  public void pause() {
    Processes.stopTree(running());
  }

  @Override
  public void resume() {
    Processes.continueTree(running());
  }

  private Processes.Id running() {
    return entry
        .process()
        .orElseThrow(
            () -> new ServiceException(id() + " is down: it can be neither paused nor resumed"));
  }

  @Override
  public boolean alive() {
    return entry.process().isPresent();
  }

  @Override
  public List<String> logs(int lines) {
    return Logs.tail(entry.log(), lines);
  }
}
