package dev.syslab.services.engine;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Wait;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.Places;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A server in a container of the Docker engine. */
public final class ContainerServer extends RunningServer {

  private static final int PORT_ATTEMPTS = 3;
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration ONE_TRY = Duration.ofSeconds(1);

  private final Consumer<String> progress;

  public ContainerServer(
      Registry registry,
      Entry entry,
      Software software,
      Places places,
      Consumer<RunningServer> onClose,
      Consumer<String> progress) {
    super(registry, entry, software, places, onClose);
    this.progress = progress;
  }

  @Override
  public void create() {
    entry.set("host", Engine.require().host());
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
        Containers.remove(entry);
      }
    }
  }

  @Override
  public void fill() {
    Software.Image image = software.image(entry, Docker.sharesLoopback());
    String name = Images.resolve(registry, Images.candidates(software), progress);
    entry.set("image", name);
    entry.save();
    Containers.create(registry, entry, software, image, name);
    start();
  }

  @Override
  public void wipe() {
    Containers.remove(entry);
  }

  private static boolean portTaken(ServiceException e) {
    return e.getMessage().contains("already allocated") || e.getMessage().contains("in use");
  }

  @Override
  public void start() {
    if (alive()) {
      return;
    }
    Containers.start(entry);
    boolean ready = Wait.until(START, () -> software.ready(entry, ONE_TRY) || !alive());
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
    return Containers.execute(entry, words, ADMINISTER);
  }

  private String notReady(String what) {
    return technology().label()
        + " in container syslab-"
        + id()
        + " of image "
        + entry.get("image")
        + " "
        + what
        + "; its last lines:\n  "
        + String.join("\n  ", logs(20));
  }

  @Override
  public void stop() {
    if (!alive()) {
      return;
    }
    thaw();
    Containers.stop(entry);
    await("stop", "exited");
  }

  /**
   * The engine refuses to kill a frozen container, so that one is thawed for the moment in which
   * the signal is sent.
   */
  @Override
  public void kill() {
    if (!alive()) {
      return;
    }
    thaw();
    Containers.kill(entry);
    await("SIGKILL", "exited");
  }

  private void thaw() {
    if (Containers.status(entry).equals(Optional.of("paused"))) {
      Containers.unpause(entry);
    }
  }

  private void await(String what, String status) {
    if (!Wait.until(STOP, () -> Containers.status(entry).equals(Optional.of(status)))) {
      throw new ServiceException(
          id() + " was not " + status + " within " + STOP.toSeconds() + " s of " + what);
    }
  }

  @Override
  public void pause() {
    Containers.pause(entry);
    await("pause", "paused");
  }

  @Override
  public void resume() {
    Containers.unpause(entry);
    await("resume", "running");
  }

  @Override
  public boolean alive() {
    return Containers.status(entry)
        .filter(s -> s.equals("running") || s.equals("paused"))
        .isPresent();
  }

  @Override
  public List<String> logs(int lines) {
    return Containers.logs(entry, lines);
  }
}
