package dev.syslab.services;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Probe;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.embedded.EmbeddedServer;
import dev.syslab.services.engine.ContainerServer;
import dev.syslab.services.postgresql.PostgresCluster;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Background;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Reaper;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.Places;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import dev.syslab.services.server.UsedServers;
import dev.syslab.services.server.WarmServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Starts real servers, keeps the shared ones warm between runs, and leaves nothing behind.
 *
 * <p>Everything that was started is written down in a registry of files below {@code home}, before
 * it is started. A server is <em>warm</em> (shared by all commands of this user, stopped after
 * being idle for 10 minutes) or <em>owned</em> by one process. {@link #sweep()} removes owned
 * servers whose owner is gone, however it died, and warm ones that are idle. A {@link Keeper} in
 * the background sweeps while no command runs.
 */
public final class Services {

  private static final Duration ATTACH = Duration.ofSeconds(2);
  private static final Map<Path, Services> OPEN = new ConcurrentHashMap<>();

  private final Registry registry;
  private final Reaper reaper;
  private final Binaries binaries;
  private final Technologies technologies;
  private final WarmServers warm;
  private final Map<String, Places> placesOfWarm = new ConcurrentHashMap<>();
  private final Set<RunningServer> own = new LinkedHashSet<>();
  private final UsedServers used = new UsedServers();
  private volatile Consumer<String> progress = line -> {};

  private Services(Path home) {
    this.registry = new Registry(home);
    this.binaries = new Binaries(registry, line -> progress.accept(line));
    this.technologies = new Technologies(binaries);
    this.reaper = new Reaper(registry, technologies::end);
    this.warm =
        new WarmServers(
            registry, reaper, this::server, this::create, line -> progress.accept(line));
    Runtime.getRuntime().addShutdownHook(new Thread(this::endOfProcess, "syslab-services"));
  }

  /**
   * Opens the registry below {@code home} (made if absent). Cheap: loads no driver and starts
   * nothing.
   */
  public static Services open(Path home) {
    return OPEN.computeIfAbsent(home.toAbsolutePath().normalize(), Services::new);
  }

  /**
   * Where to tell about what takes long: unpacking, pulling an image. One line each; nobody by
   * default.
   */
  public void onProgress(Consumer<String> listener) {
    this.progress = listener;
  }

  /**
   * Which mode serves these technologies here, and why in one line for the user.
   *
   * @param wanted the mode that the user insists on; empty for {@code auto}: containers when an
   *     engine answers and every image is there or can be pulled, otherwise embedded
   * @throws ServiceException if the mode that the user insists on cannot be had; the message names
   *     the remedy
   */
  public Choice choose(Optional<Mode> wanted, Set<Technology> servers) {
    return new Chooser(registry, technologies, progress).choose(wanted, servers);
  }

  /**
   * @param reason for people, one line, without a full stop
   */
  public record Choice(Mode mode, String reason) {}

  /**
   * The warm server, started if need be. Several processes may ask at once: one starts it, the
   * others wait.
   */
  public Server warm(Technology technology, Mode mode) {
    return warm.get(technologies.software(technology), mode);
  }

  /**
   * A server for this process alone; ends with {@link Server#close()}, or with the process, however
   * it dies.
   */
  public Server own(Technology technology, Mode mode) {
    for (Optional<RunningServer> kept = used.take(technology, mode);
        kept.isPresent();
        kept = used.take(technology, mode)) {
      if (kept.get().answers(ATTACH)) {
        return again(kept.get());
      }
      end(kept.get());
    }
    RunningServer server = own(technologies.software(technology), mode);
    used.note(server);
    return server;
  }

  /** A handle that nobody has closed yet. */
  private RunningServer again(RunningServer kept) {
    RunningServer server = server(kept.entry(), kept.software);
    synchronized (own) {
      own.remove(kept);
      own.add(server);
    }
    return server;
  }

  RunningServer own(Software software, Mode mode) {
    String id = registry.ownId(software.technology());
    Entry entry = Entry.create(registry.servers(), id, software.technology(), mode, false);
    RunningServer server = server(entry, software);
    synchronized (own) {
      own.add(server);
    }
    create(server);
    return server;
  }

  private void create(RunningServer server) {
    Keeper.ensure(registry);
    try {
      server.create();
    } catch (RuntimeException e) {
      try {
        end(server);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private RunningServer server(Entry entry, Software software) {
    // A warm server outlives its handles, and so do the places that were made ahead.
    Places places =
        entry.warm()
            ? placesOfWarm.computeIfAbsent(entry.birth(), absent -> new Places(entry))
            : new Places(entry);
    return entry.mode() == Mode.CONTAINERS
        ? new ContainerServer(registry, entry, software, places, this::closed, progress)
        : new EmbeddedServer(registry, entry, software, places, this::closed);
  }

  private void closed(RunningServer server) {
    if (!server.entry().warm()) {
      // One that is kept stays among this process's own, and ends with it.
      if (!used.keep(server)) {
        end(server);
      }
      return;
    }
    warm.giveBack(server);
  }

  private void end(RunningServer server) {
    reaper.remove(server.entry());
    synchronized (own) {
      own.remove(server);
    }
  }

  /**
   * A primary with streaming replicas, all owned by this process.
   *
   * @param replicas 1 to 5
   * @param route asked once for each replica, in order: gets the primary's address and gives the
   *     one at which this replica shall reach it, either the same or that of a link's listener that
   *     forwards to it
   */
  public PostgresCluster ownCluster(
      Mode mode, int replicas, Function<InetSocketAddress, InetSocketAddress> route) {
    return new PostgresCluster(binaries, software -> own(software, mode), replicas, route);
  }

  /** As {@link #ownCluster(Mode, int, Function)}, without a link between. */
  public PostgresCluster ownCluster(Mode mode, int replicas) {
    return ownCluster(mode, replicas, Function.identity());
  }

  /** A fresh temporary folder of this process; removed with it, however it dies. */
  public Path scratch(String label) {
    String unique = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    Path folder =
        registry
            .scratch()
            .resolve(Processes.self() + "-" + label.replaceAll("\\W", "_") + "-" + unique);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Failures.io("create a temporary folder", folder, e);
    }
    Keeper.ensure(registry);
    return folder;
  }

  /**
   * Lets the child and all its descendants be killed when this process is gone, however it died.
   */
  public void track(Process child) {
    Path folder = registry.children().resolve(Processes.self().toString());
    Optional<Processes.Id> id = Processes.id(child.pid());
    if (id.isEmpty()) {
      return;
    }
    Path mark = folder.resolve(id.get().toString());
    try {
      Files.createDirectories(folder);
      Files.createFile(mark);
    } catch (IOException e) {
      throw Failures.io("record a process", mark, e);
    }
    child.onExit().thenRun(() -> deleteQuietly(mark));
    Keeper.ensure(registry);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The sweep finds it dead.
    }
  }

  /** What the registry holds that is alive, for {@code ./lab up} and {@code doctor}. */
  public List<Status> list() {
    List<Status> alive = new ArrayList<>();
    for (Entry entry : registry.entries()) {
      boolean runs =
          entry.ready()
              && (entry.mode() == Mode.EMBEDDED
                  ? entry.process().isPresent()
                  : Probe.accepts(entry.address(), ATTACH));
      if (runs) {
        alive.add(
            new Status(
                entry.id(),
                entry.technology(),
                entry.mode(),
                entry.get("version"),
                Software.hostPort(entry.address()),
                entry.warm(),
                entry.warm() ? entry.idle().toSeconds() : 0,
                entry.folder()));
      }
    }
    return alive;
  }

  /**
   * @param idleSeconds since the last user left; 0 while in use
   */
  public record Status(
      String id,
      Technology technology,
      Mode mode,
      String version,
      String address,
      boolean warm,
      long idleSeconds,
      Path folder) {}

  /**
   * Removes what nobody owns any more: processes, containers, folders. Quick when there is nothing
   * to do (under 50 ms).
   */
  public void sweep() {
    reaper.sweep(Reaper.idleLimit());
    if (!registry.empty()) {
      // It may have been killed: what it kept would stay forever.
      Keeper.ensure(registry);
    }
  }

  /** Whether a home holds servers, warm or left behind; makes nothing there. */
  public static boolean anyIn(Path home) {
    return !Trees.list(home.resolve("servers")).isEmpty();
  }

  /**
   * Ends every warm server now, also one in use, with the programs that stay warm beside them, and
   * sweeps. Returns how many servers ended.
   */
  public int down() {
    Background.endAll(registry);
    int ended = warm.endAll();
    sweep();
    return ended;
  }

  /**
   * How long what is warm is kept without being used.
   *
   * @throws ServiceException if the user has set it to what is no number
   */
  public static Duration idleLimit() {
    return Reaper.idleLimit();
  }

  private void endOfProcess() {
    List<Entry> servers;
    synchronized (own) {
      servers = own.stream().map(RunningServer::entry).toList();
    }
    warm.giveAllBack();
    reaper.removeAllOf(Processes.self(), servers);
  }
}
