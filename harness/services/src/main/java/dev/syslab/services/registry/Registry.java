package dev.syslab.services.registry;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The folders below a home, and who may touch them. */
public final class Registry {

  /** File locks exclude other processes only. */
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private static final Set<Integer> PORTS_OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Path home;

  public Registry(Path home) {
    this.home = home.toAbsolutePath().normalize();
    for (String folder : List.of("servers", "locks", "cache", "scratch", "children")) {
      try {
        Files.createDirectories(this.home.resolve(folder));
      } catch (IOException e) {
        throw Failures.io("create the folder " + folder, this.home, e);
      }
    }
  }

  public Path home() {
    return home;
  }

  public Path servers() {
    return home.resolve("servers");
  }

  public Path cache() {
    return home.resolve("cache");
  }

  public Path scratch() {
    return home.resolve("scratch");
  }

  public Path children() {
    return home.resolve("children");
  }

  /** Tells this home's servers from another's in names that the whole machine shares. */
  String tag() {
    return String.format("%06x", home.toString().hashCode() & 0xffffff);
  }

  public String warmId(Technology technology, Mode mode) {
    return technology.id() + "-" + mode.id() + "-warm-" + tag();
  }

  public String ownId(Technology technology) {
    Processes.Id self = Processes.self();
    String unique = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36), 36);
    return technology.id() + "-" + self.pid() + "-" + COUNTER.incrementAndGet() + "-" + unique;
  }

  public List<Entry> entries() {
    return Trees.list(servers()).stream().map(Entry::read).flatMap(Optional::stream).toList();
  }

  public Optional<Entry> entry(String id) {
    return Entry.read(servers().resolve(id));
  }

  public <T> T locked(String name, Supplier<T> body) {
    Path file = home.resolve("locks").resolve(name);
    ReentrantLock inProcess = LOCKS.computeIfAbsent(file, f -> new ReentrantLock());
    inProcess.lock();
    try {
      if (inProcess.getHoldCount() > 1) {
        return body.get();
      }
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return body.get();
      } catch (IOException e) {
        throw Failures.io("lock", file, e);
      }
    } finally {
      inProcess.unlock();
    }
  }

  /**
   * A free loopback port, the same for a server's whole life. Below the range that the system gives
   * to outgoing connections: a server that is down must find its port free when it starts again.
   */
  public int freePort() {
    Set<Integer> taken = new HashSet<>();
    for (Entry entry : entries()) {
      entry.ports().forEach(taken::add);
    }
    for (int attempt = 0; attempt < 500; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (!taken.contains(port) && free(port) && PORTS_OF_THIS_PROCESS.add(port)) {
        return port;
      }
    }
    throw new ServiceException(
        "found no free port between 20000 and 32000; to see what is listening: ss -ltnp");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Temporary folders and subject processes whose owner is gone; drafts that a crash left. */
  void sweepLeftovers() {
    for (Path owner : Trees.list(children())) {
      if (dead(owner)) {
        for (Path child : Trees.list(owner)) {
          Processes.Id.parse(child.getFileName().toString())
              .filter(Processes.Id::alive)
              .ifPresent(Processes::killTree);
        }
        Trees.delete(owner);
      }
    }
    for (Path folder : Trees.list(scratch())) {
      if (dead(folder)) {
        Trees.delete(folder);
      }
    }
    for (Path parent : List.of(servers(), cache())) {
      for (Path draft : Trees.list(parent)) {
        if (draft.getFileName().toString().startsWith(".")
            && age(draft).compareTo(Duration.ofMinutes(10)) > 0) {
          Trees.delete(draft);
        }
      }
    }
  }

  /** Names begin with the owner: number, start, and perhaps a label. */
  private static boolean dead(Path ownedFolder) {
    String[] parts = ownedFolder.getFileName().toString().split("-", 3);
    return parts.length < 2
        || Processes.Id.parse(parts[0] + "-" + parts[1]).filter(Processes.Id::alive).isEmpty();
  }

  public boolean empty() {
    return Trees.list(servers()).isEmpty()
        && Trees.list(scratch()).isEmpty()
        && Trees.list(children()).isEmpty();
  }

  private static Duration age(Path file) {
    try {
      return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }
}
