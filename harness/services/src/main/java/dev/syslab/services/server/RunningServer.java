package dev.syslab.services.server;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
import dev.syslab.services.base.Secrets;
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
  protected static final Duration ADMINISTER = Duration.ofSeconds(60);
  private static final String AS_STARTED = "settings";
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
    entry.secret(software.firstSecret(entry));
    fill();
    software.started(entry);
    entry.save();
  }

  Places places() {
    return places;
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

  @Override
  public String administer(String... arguments) {
    if (entry.warm()) {
      throw new ServiceException(entry.id() + " is shared, so no test may administer it; use @Own");
    }
    return administer(software.tool(entry), List.of(arguments));
  }

  protected abstract String administer(Software.Launch tool, List<String> arguments);

  /** Whether nobody has changed a server that many use since it was started. */
  static boolean asStarted(Entry entry, Software software) {
    String before = entry.get(AS_STARTED);
    return before.isEmpty()
        || software.settings(entry).map(Secrets::sha256).filter(before::equals).isPresent();
  }

  protected void assignPorts() {
    for (String name : software.ports()) {
      entry.set("port." + name, Integer.toString(registry.freePort()));
    }
    entry.secret(software.firstSecret(entry));
    entry.save();
  }

  protected void markReady() {
    software.started(entry);
    entry.set("version", software.version(this));
    if (entry.warm()) {
      software.settings(entry).map(Secrets::sha256).ifPresent(sum -> entry.set(AS_STARTED, sum));
    }
    entry.set("state", "ready");
    entry.save();
  }

  @Override
  public Namespace namespace(String label, Rights rights) {
    if (!label.matches("[A-Za-z0-9_]{1,40}")) {
      throw new ServiceException(
          "label \"" + label + "\" of a namespace must be 1 to 40 letters, digits or underscores");
    }
    if (rights == Rights.WHOLE_SERVER && entry.warm()) {
      throw new ServiceException(
          entry.id() + " is shared, so no test can get an administrator's account; use @Own");
    }
    Place place = new Place(places.take(software, label));
    if (rights == Rights.WHOLE_SERVER) {
      software.elevate(entry, place.name());
    }
    return place;
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
    public Map<String, String> administration(InetSocketAddress via) {
      return software.administration(entry, name, via);
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
