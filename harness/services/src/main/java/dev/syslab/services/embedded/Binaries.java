package dev.syslab.services.embedded;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Registry;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Server programs that come as libraries, unpacked once per version below {@code home/cache}. */
public final class Binaries {

  private final Registry registry;
  private final Consumer<String> progress;
  // What went wrong last, by what was to be unpacked.
  private final Map<String, Failed> failed = new ConcurrentHashMap<>();
  // Asked before each trial: once is enough.
  private volatile boolean runs;

  public Binaries(Registry registry, Consumer<String> progress) {
    this.registry = registry;
    this.progress = progress;
  }

  /** Tells the user about what takes long. */
  public void progress(String line) {
    progress.accept(line);
  }

  /** Why no unpacked program can be run, with the fix; empty if they can. */
  public Optional<String> refusal() {
    if (runs) {
      return Optional.empty();
    }
    Optional<String> refusal = ProgramCheck.refusal(registry.cache());
    runs = refusal.isEmpty();
    return refusal;
  }

  private record Failed(long at, ServiceException why) {}

  /** Puts what is to be kept below {@code target}, which does not exist yet. */
  public interface Filler {
    void fill(Path target) throws IOException;
  }

  /**
   * The folder of that name, filled the first time. A draft is filled and then renamed, so the
   * folder is complete as soon as it is visible. A caller that waited for another caller's attempt
   * does not try again if that attempt failed.
   */
  public Path once(String name, Filler filler) {
    Path target = registry.cache().resolve(name);
    if (Files.exists(target)) {
      return target;
    }
    long asked = System.nanoTime();
    return registry.locked(
        "cache-" + name,
        () -> {
          if (Files.exists(target)) {
            return target;
          }
          Failed last = failed.get(name);
          if (last != null && last.at() - asked > 0) {
            throw last.why();
          }
          try {
            fill(name, filler, target);
          } catch (ServiceException e) {
            failed.put(name, new Failed(System.nanoTime(), e));
            throw e;
          }
          return target;
        });
  }

  private void fill(String name, Filler filler, Path target) {
    Path draft = registry.cache().resolve("." + name + "." + Processes.self());
    try {
      filler.fill(draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Failures.io("unpack " + name, registry.cache(), e);
    } finally {
      Trees.delete(draft);
    }
  }

  /** A file on the class path; {@code name} begins with a slash. */
  public static URL resource(String name) {
    URL url = Binaries.class.getResource(name);
    if (url == null) {
      throw unsupported(name.substring(1));
    }
    return url;
  }

  /** The library has no program for this machine. */
  public static ServiceException unsupported(String what) {
    return new ServiceException(
        "no embedded program for "
            + System.getProperty("os.name")
            + " on "
            + System.getProperty("os.arch")
            + " ("
            + what
            + "); install Docker and use containers");
  }

  /** The archive's name has no version, its jar's has. */
  public static String jarName(URL resource) {
    try {
      if (resource.openConnection() instanceof JarURLConnection jar) {
        return new File(jar.getJarFileURL().getPath()).getName().replaceFirst("\\.jar$", "");
      }
    } catch (IOException e) {
      // A folder on the class path: its name will do.
    }
    return new File(resource.getPath()).getName();
  }
}
