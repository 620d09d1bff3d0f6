package dev.syslab.services.server;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Registry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What servers of both modes have in common: their entry, their places, and how they end. */
public abstract class RunningServer implements Server {

  public static final Duration START = Duration.ofSeconds(90);
  static final Duration PLACE_PROBE = Duration.ofSeconds(1);

  protected final Registry registry;
  protected final Entry entry;
  public Software software;
  private final Places places;
  private final Consumer<RunningServer> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  public RunningServer(
      Registry registry,
      Entry entry,
      Software software,
      Places places,
      Consumer<RunningServer> onClose) {
    this.registry = registry;
    this.entry = entry;
    this.software = software;
    this.places = places;
    this.onClose = onClose;
  }

  /** The first start: finds ports, makes the data, writes down that the server is ready. */
  public abstract void create();

  /** Makes the data and starts, at the ports that it has. */
  public abstract void fill();

  /** Kills the server and removes its data; its entry and its ports stay. */
  public abstract void wipe();

  /** Another server of the same technology at the same address. */
  public void become(Software other) {
    wipe();
    places.forget();
    software = other;
    fill();
  }

  public Entry entry() {
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
    return new Place(places.take(software, label));
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
      if (gone.compareAndSet(false, true)) {
        places.give(software, name);
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
