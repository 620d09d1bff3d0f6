package dev.syslab.services.registry;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Secrets;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What the registry knows of one server: a folder with {@code server.properties}, the file {@code
 * pid} that the process itself writes, its data and its log. Every process reads it afresh; there
 * is no cache to go stale.
 */
public final class Entry {

  public static final String HOST = "127.0.0.1";
  private static final String PROPERTIES = "server.properties";

  private final Path folder;
  private final Properties properties;

  private Entry(Path folder, Properties properties) {
    this.folder = folder;
    this.properties = properties;
  }

  public static Entry create(
      Path servers, String id, Technology technology, Mode mode, boolean warm) {
    Entry entry = new Entry(servers.resolve(id), new Properties());
    entry.set("technology", technology.name());
    entry.set("mode", mode.name());
    entry.set("warm", Boolean.toString(warm));
    entry.set("owner", Processes.self().toString());
    entry.set("state", "starting");
    entry.set("birth", UUID.randomUUID().toString());
    // Renamed when whole: a folder without properties never stands in the registry.
    Path draft = servers.resolve("." + id + "." + Processes.self());
    try {
      Files.createDirectories(draft.resolve("users"));
      Files.createFile(draft.resolve("lastUsed"));
      new Entry(draft, entry.properties).save();
      Files.move(draft, entry.folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Failures.io("register a server", servers, e);
    } finally {
      // What could not be written whole would be in the way of the next attempt.
      Trees.delete(draft);
    }
    return entry;
  }

  static Optional<Entry> read(Path folder) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve(PROPERTIES))) {
      properties.load(in);
      Entry entry = new Entry(folder, properties);
      entry.technology();
      entry.mode();
      return Optional.of(entry);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  public void save() {
    Path file = folder.resolve(PROPERTIES);
    Path draft =
        folder.resolve(PROPERTIES + "." + Processes.self() + "-" + Thread.currentThread().getId());
    try {
      createPrivate(draft);
      try (Writer out = Files.newBufferedWriter(draft)) {
        properties.store(out, null);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failures.io("record a server", folder, e);
    }
  }

  /** It holds the server's secret: nobody but its owner may read it. */
  private static void createPrivate(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** The password of the account that may do everything in the server. */
  public String secret() {
    return get("secret");
  }

  /** The password of a place's own account. */
  public String secretOf(String place) {
    return Secrets.of(secret(), place);
  }

  /** To be saved. */
  public void secret(String secret) {
    set("secret", secret);
  }

  public String get(String key) {
    return properties.getProperty(key, "");
  }

  public void set(String key, String value) {
    properties.setProperty(key, value);
  }

  public Path folder() {
    return folder;
  }

  public Path data() {
    return folder.resolve("data");
  }

  public Path log() {
    return folder.resolve("log");
  }

  public Path pidFile() {
    return folder.resolve("pid");
  }

  public String id() {
    return folder.getFileName().toString();
  }

  public Technology technology() {
    return Technology.valueOf(get("technology"));
  }

  public Mode mode() {
    return Mode.valueOf(get("mode"));
  }

  /** Tells this server from others that have had, or will have, its id. */
  public String birth() {
    return id() + " " + get("birth");
  }

  public boolean warm() {
    return Boolean.parseBoolean(get("warm"));
  }

  public boolean ready() {
    return get("state").equals("ready");
  }

  /** The process that owns it; of a warm server, the one that started it. */
  boolean ownerAlive() {
    return Processes.Id.parse(get("owner")).filter(Processes.Id::alive).isPresent();
  }

  public int port(String name) {
    return Integer.parseInt(get("port." + name));
  }

  List<Integer> ports() {
    return properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith("port."))
        .map(key -> Integer.valueOf(get(key)))
        .toList();
  }

  public InetSocketAddress address() {
    return address("client");
  }

  public InetSocketAddress address(String port) {
    return new InetSocketAddress(get("host").isEmpty() ? HOST : get("host"), port(port));
  }

  public Optional<Processes.Id> process() {
    return Processes.read(pidFile());
  }

  public void markUser() {
    try {
      Files.createDirectories(folder.resolve("users"));
      Path mark = folder.resolve("users").resolve(Processes.self().toString());
      if (!Files.exists(mark)) {
        Files.createFile(mark);
      }
    } catch (NoSuchFileException removed) {
      // The caller reads the entry again and sees that it is gone.
    } catch (IOException e) {
      throw Failures.io("mark a server as used", folder, e);
    }
  }

  public void unmarkUser() {
    try {
      Files.deleteIfExists(folder.resolve("users").resolve(Processes.self().toString()));
      Files.setLastModifiedTime(folder.resolve("lastUsed"), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // The server is gone; nobody needs the mark any more.
    }
  }

  boolean inUse() {
    return Trees.list(folder.resolve("users")).stream()
        .anyMatch(
            f ->
                Processes.Id.parse(f.getFileName().toString())
                    .filter(Processes.Id::alive)
                    .isPresent());
  }

  /** Since the last user left or died; zero while in use. */
  public Duration idle() {
    if (inUse()) {
      return Duration.ZERO;
    }
    Instant last = modified(folder.resolve("lastUsed"));
    for (Path mark : Trees.list(folder.resolve("users"))) {
      Instant marked = modified(mark);
      last = marked.isAfter(last) ? marked : last;
    }
    Duration idle = Duration.between(last, Instant.now());
    return idle.isNegative() ? Duration.ZERO : idle;
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }
}
