package dev.syslab.services;

import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.process.BuiltClassPath;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Reaper;
import dev.syslab.services.registry.Registry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The small process that sweeps while no command runs: idle warm servers go after their ten
 * minutes, and those of a judge that was killed within seconds. One per home; ends itself when
 * there is nothing left to keep.
 */
public final class Keeper {

  private static final Duration PERIOD = Duration.ofSeconds(20);

  private Keeper() {}

  /**
   * @param args the home folder
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    // Numbers must not be formatted with the user's locale: programs read them.
    Locale.setDefault(Locale.ROOT);
    Registry registry = new Registry(Path.of(args[0]));
    Path lockFile = registry.home().resolve("locks").resolve("keeper");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return;
      }
      Technologies technologies = new Technologies(new Binaries(registry, line -> {}));
      Reaper reaper = new Reaper(registry, technologies::end);
      Path pidFile = pidFile(registry);
      Object folder = identity(registry.servers());
      Set<Processes.Id> running = new HashSet<>();
      while (true) {
        if (!folder.equals(identity(registry.servers()))) {
          // If the home was removed, everything in it was meant to go.
          running.forEach(Processes::killTree);
          return;
        }
        try {
          // Again each time: one that came second and left at once has written itself there.
          Files.writeString(pidFile, Processes.self() + "\n");
          reaper.sweep(Reaper.idleLimit());
          running.clear();
          for (Entry entry : registry.entries()) {
            entry.process().ifPresent(running::add);
          }
        } catch (NoSuchFileException e) {
          // The home is gone, which the next round sees.
        } catch (RuntimeException e) {
          // A full disk or an engine that is away: the next round tries again.
          System.err.println(e);
        } catch (LinkageError e) {
          // A build has replaced the classes below this process: the next command starts a fresh
          // one.
          Files.deleteIfExists(pidFile);
          throw e;
        }
        // One that was removed looks empty, too.
        if (registry.empty() && folder.equals(identity(registry.servers()))) {
          // A process that registers a server does that first and looks for this file afterwards,
          // so one of the two sees the other.
          Files.deleteIfExists(pidFile);
          if (registry.empty()) {
            return;
          }
        }
        Thread.sleep(Math.min(PERIOD.toMillis(), Math.max(1_000, Reaper.idleLimit().toMillis())));
      }
    }
  }

  /** Tells a folder from another of its name; of none, it is that name. */
  private static Object identity(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return key == null ? folder.toString() : key;
    } catch (IOException e) {
      return "none";
    }
  }

  /** Starts the keeper unless it runs. */
  static void ensure(Registry registry) {
    if (Processes.read(pidFile(registry)).isPresent()) {
      return;
    }
    registry.locked(
        "keeper-start",
        () -> {
          if (Processes.read(pidFile(registry)).isEmpty()) {
            Processes.launch(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx24m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-cp",
                    BuiltClassPath.text(),
                    Keeper.class.getName(),
                    registry.home().toString()),
                Map.of(),
                registry.home(),
                pidFile(registry),
                registry.home().resolve("keeper.log"));
          }
          return null;
        });
  }

  private static Path pidFile(Registry registry) {
    return registry.home().resolve("keeper");
  }
}
