package dev.syslab.services.embedded;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.postgresql.PostgreSql;
import dev.syslab.services.postgresql.PostgresUser;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Registry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** Server programs that come as libraries, unpacked once per version below {@code home/cache}. */
public final class Binaries {

  private final Registry registry;
  private final Consumer<String> progress;
  // What went wrong last, by what was to be unpacked.
  private final Map<String, Failed> failed = new ConcurrentHashMap<>();

  public Binaries(Registry registry, Consumer<String> progress) {
    this.registry = registry;
    this.progress = progress;
  }

  Registry registry() {
    return registry;
  }

  /** The Redis server's program. */
  public Path redis() {
    String resource =
        ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
    if (resource == null) {
      throw unsupported("Redis");
    }
    URL url = resource("/" + resource.replaceFirst("^/", ""));
    return once(
            new File(resource).getName(),
            target -> {
              try (InputStream in = url.openStream()) {
                Files.createDirectories(target);
                Path program = target.resolve("redis-server");
                Files.copy(in, program);
                Files.setPosixFilePermissions(
                    program, PosixFilePermissions.fromString("rwxr-xr-x"));
              }
            })
        .resolve("redis-server");
  }

  /** The folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  public Path postgresql() {
    URL archive = resource("/" + postgresqlArchive());
    return once(
        jarName(archive),
        target -> {
          progress.accept("unpacking PostgreSQL (once)");
          TarXz.unpack(archive, target);
        });
  }

  /** An initialised data folder to copy, made by {@code initdb} the first time. */
  public Path postgresqlTemplate(PostgresUser user) {
    Path programs = postgresql();
    return once(
        programs.getFileName() + "-template" + user.suffix(),
        target -> {
          progress.accept("initialising PostgreSQL's data folder (once)");
          Path log = target.resolveSibling(target.getFileName() + ".log");
          user.give(target);
          Processes.run(
              user.wrap(
                  List.of(
                      programs.resolve("bin/initdb").toString(),
                      "-D",
                      target.toString(),
                      "-U",
                      PostgreSql.USER,
                      "--auth=trust",
                      "--encoding=UTF8",
                      "--locale=C",
                      "--no-sync",
                      "--no-instructions")),
              Map.of("LC_ALL", "C"),
              log,
              Duration.ofMinutes(2));
          Files.deleteIfExists(log);
        });
  }

  private record Failed(long at, ServiceException why) {}

  private interface Filler {
    void fill(Path target) throws IOException;
  }

  /**
   * Fills a draft and renames it: whoever sees the folder sees all of it. Who waited for another's
   * attempt that failed does not make one of his own.
   */
  private Path once(String name, Filler filler) {
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

  private static String postgresqlArchive() {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    // The macOS build is universal and carries this name only.
    return Processes.LINUX ? "postgres-linux-" + arch + ".txz" : "postgres-darwin-arm_64.txz";
  }

  private static URL resource(String name) {
    URL url = Binaries.class.getResource(name);
    if (url == null) {
      throw unsupported(name.substring(1));
    }
    return url;
  }

  private static ServiceException unsupported(String what) {
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
  private static String jarName(URL resource) {
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
