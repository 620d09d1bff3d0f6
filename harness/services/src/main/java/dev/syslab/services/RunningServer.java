package dev.syslab.services;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What servers of both modes have in common: their entry, their places, and how they end. */
abstract class RunningServer implements Server {

  static final Duration START = Duration.ofSeconds(90);
  private static final Duration PLACE_PROBE = Duration.ofSeconds(1);

  protected final Registry registry;
  protected final Entry entry;
  protected Software software;
  private final Consumer<RunningServer> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  RunningServer(
      Registry registry, Entry entry, Software software, Consumer<RunningServer> onClose) {
    this.registry = registry;
    this.entry = entry;
    this.software = software;
    this.onClose = onClose;
  }

  /** The first start: finds ports, makes the data, writes down that the server is ready. */
  abstract void create();

  /** Makes the data and starts, at the ports that it has. */
  abstract void fill();

  /** Kills the server and removes its data; its entry and its ports stay. */
  abstract void wipe();

  /** Another server of the same technology at the same address. */
  void become(Software other) {
    wipe();
    software = other;
    fill();
  }

  Entry entry() {
    return entry;
  }

  @Override
  public String id() {
    return entry.id();
  }

  @Override
  public Technology technology() {
    return entry.technology();
  }

  @Override
  public Mode mode() {
    return entry.mode();
  }

  @Override
  public String version() {
    return entry.get("version");
  }

  @Override
  public InetSocketAddress address() {
    return entry.address();
  }

  @Override
  public List<LinkSlot> linkSlots() {
    return software.linkSlots(entry);
  }

  @Override
  public boolean answers(Duration bound) {
    return software.answers(entry, bound);
  }

  protected void assignPorts() {
    for (String name : software.ports()) {
      entry.set("port." + name, Integer.toString(registry.freePort()));
    }
    entry.save();
  }

  protected void markReady() {
    entry.set("version", software.version(this));
    entry.set("state", "ready");
    entry.save();
  }

  @Override
  public Namespace namespace(String label) {
    if (!label.matches("[A-Za-z0-9_]{1,40}")) {
      throw new ServiceException(
          "label \"" + label + "\" of a namespace must be 1 to 40 letters, digits or underscores");
    }
    dropPlacesOfTheDead();
    String name;
    try {
      name = software.createPlace(entry, label);
    } catch (ServiceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ServiceException("cannot make a namespace in " + id() + ": " + e.getMessage(), e);
    }
    Path mark = places().resolve(name);
    try {
      Files.createDirectories(places());
      Files.writeString(mark, Processes.self().toString());
    } catch (IOException e) {
      throw Failures.io("write down a namespace", mark, e);
    }
    return new Place(name);
  }

  private Path places() {
    return entry.folder().resolve("places");
  }

  /** A judge that was killed leaves its places in a warm server; the next one removes them. */
  private void dropPlacesOfTheDead() {
    for (Path mark : Trees.list(places())) {
      try {
        Optional<Processes.Id> owner = Processes.Id.parse(Files.readString(mark));
        if (owner.isPresent() && !owner.get().alive() && Files.deleteIfExists(mark)) {
          software.dropPlace(entry, mark.getFileName().toString());
        }
      } catch (IOException | RuntimeException e) {
        // Another process was quicker, or the place cannot be removed: it is nobody's concern now.
      }
    }
  }

  private final class Place implements Namespace {
    private final String name;
    private final AtomicBoolean gone = new AtomicBoolean();

    Place(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, String> environment(InetSocketAddress via) {
      return software.environment(entry, name, via);
    }

    @Override
    public void close() {
      if (!gone.compareAndSet(false, true)) {
        return;
      }
      try {
        if (software.probe(entry.address(), PLACE_PROBE)) {
          software.dropPlace(entry, name);
        }
        Files.deleteIfExists(places().resolve(name));
      } catch (IOException | RuntimeException e) {
        // The server is down or frozen: the place goes with it.
      }
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.accept(this);
    }
  }

  @Override
  public String toString() {
    return entry.id() + " at " + Software.hostPort(entry.address());
  }
}
