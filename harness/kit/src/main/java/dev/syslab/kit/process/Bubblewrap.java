package dev.syslab.kit.process;

import dev.syslab.services.base.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Programs of strangers in namespaces of their own, made by bubblewrap: a file system that holds
 * the JDK and what the caller names, read-only but for a small temporary folder; no network but a
 * loopback interface; no other process to see; no rights, limits on processes, files and memory.
 */
public final class Bubblewrap {
  /** The system property with the path of bubblewrap, if it is not where packages put it. */
  public static final String PROPERTY = "syslab.bubblewrap";

  private static final String BWRAP = "/usr/bin/bwrap";
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final Path INSIDE = Path.of("/syslab");
  private static final List<Path> LIBRARIES =
      List.of(Path.of("/lib"), Path.of("/lib64"), Path.of("/usr/lib64"));
  private static final int PROCESSES = 1024;
  private static final int FILES = 8192;
  private static final long LARGEST_FILE = 64L << 20;
  private static final long TEMPORARY = 64L << 20;
  private static final long ADDRESSES = 8L << 30;
  private static final long PROBE_SECONDS = 30;
  // Of no user: Debian's policy and systemd leave them to whoever needs one for a while.
  private static final int FIRST_USER = 61_200;
  private static final int USERS = 3_000;
  private static final AtomicInteger NEXT_USER = new AtomicInteger();

  private final boolean root;
  private final Path hosts;
  private final List<String> base;

  private Bubblewrap(boolean root) throws IOException {
    this.root = root;
    this.hosts = Files.createTempFile("syslab", ".hosts");
    hosts.toFile().deleteOnExit();
    Files.writeString(hosts, "127.0.0.1 localhost\n");
    Files.setPosixFilePermissions(hosts, PosixFilePermissions.fromString("rw-r--r--"));
    this.base = base(Path.of(System.getProperty("java.home")));
  }

  /** Says why programs cannot be isolated here. */
  public static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }

  /**
   * That of this machine.
   *
   * @throws UnavailableException if it is not there, or does not work
   */
  public static Bubblewrap find() throws UnavailableException {
    for (Path tool : List.of(path(), SETPRIV, PRLIMIT)) {
      if (!Files.isExecutable(tool)) {
        throw new UnavailableException(
            tool + " is missing; on Debian and Ubuntu: apt-get install bubblewrap util-linux");
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      Bubblewrap found = new Bubblewrap("root".equals(System.getProperty("user.name")));
      Process probe =
          new ProcessBuilder(
                  found.command(List.of(), List.of(), List.of(java, "-Xmx32m", "-version")))
              .redirectErrorStream(true)
              .start();
      probe.getOutputStream().close();
      String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) || probe.exitValue() != 0) {
        probe.destroyForcibly();
        throw new UnavailableException(
            "bubblewrap does not work here: " + said.lines().findFirst().orElse("it said nothing"));
      }
      return found;
    } catch (IOException e) {
      throw new UnavailableException("bubblewrap could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while looking for bubblewrap");
    }
  }

  private static Path path() {
    return Path.of(System.getProperty(PROPERTY, BWRAP));
  }

  /**
   * What runs a program in a sandbox of its own. Its environment is that of the caller's process
   * builder, and its own process is the great-grandchild of the one that is started, which ends all
   * when it ends.
   *
   * @param readable files and folders that it sees at the same place as outside
   * @param writable folders that it may change
   * @param program and its arguments
   */
  public List<String> command(
      Collection<Path> readable, Collection<Path> writable, List<String> program) {
    List<String> command = new ArrayList<>();
    // Bubblewrap ends with the thread that has started it, so that must be one that stays: a
    // shell's only one.
    command.addAll(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh"));
    command.addAll(base);
    for (Path path : readable) {
      requireReadable(path);
      bind(command, "--ro-bind", path, path);
    }
    for (Path path : writable) {
      bind(command, "--bind", path, path);
    }
    command.addAll(List.of("--remount-ro", "/", "--remount-ro", "/dev", "--chdir", "/tmp", "--"));
    if (root) {
      String user = Integer.toString(FIRST_USER + NEXT_USER.getAndIncrement() % USERS);
      command.addAll(List.of(INSIDE.resolve("setpriv").toString(), "--reuid", user));
      command.addAll(List.of("--regid", user, "--clear-groups", "--no-new-privs"));
      command.addAll(List.of("--inh-caps=-all", "--bounding-set=-all"));
    }
    command.add(INSIDE.resolve("prlimit").toString());
    command.addAll(
        List.of(
            "--nproc=" + PROCESSES,
            "--nofile=" + FILES,
            "--fsize=" + LARGEST_FILE,
            "--as=" + ADDRESSES,
            "--core=0"));
    command.addAll(program);
    return command;
  }

  /** The program may be another user: what only root reads would look as if it were not there. */
  private void requireReadable(Path path) {
    try {
      String permissions =
          PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).substring(6);
      if (root && !permissions.startsWith("r")
          || root && Files.isDirectory(path) && !permissions.endsWith("x")) {
        throw new ServiceException(
            path + " is readable for root only, and submissions do not run as root: chmod -R a+rX");
      }
    } catch (IOException e) {
      throw new ServiceException(path + " could not be read: " + e.getMessage(), e);
    }
  }

  private List<String> base(Path jdk) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(path().toString(), "--die-with-parent"));
    command.addAll(List.of("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"));
    command.addAll(List.of("--unshare-cgroup-try", "--hostname", "subject", "--cap-drop", "ALL"));
    if (root) {
      // The kernel lets a process of root's do things that a process without rights must not do,
      // even in a namespace: it becomes another user's.
      for (String right : List.of("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")) {
        command.addAll(List.of("--cap-add", right));
      }
    } else {
      command.addAll(List.of("--unshare-user", "--disable-userns"));
    }
    command.addAll(List.of("--size", Long.toString(1 << 20), "--tmpfs", "/"));
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    command.addAll(
        List.of("--perms", "1777", "--size", Long.toString(TEMPORARY), "--tmpfs", "/tmp"));
    systemLibraries().forEach(path -> shown(command, path));
    showJdk(command, jdk);
    bind(command, "--ro-bind", hosts, Path.of("/etc/hosts"));
    bind(command, "--ro-bind", SETPRIV, INSIDE.resolve("setpriv"));
    bind(command, "--ro-bind", PRLIMIT, INSIDE.resolve("prlimit"));
    return command;
  }

  /** A file or a folder as it is outside; a link as a link. */
  private static void shown(List<String> command, Path path) {
    if (Files.isSymbolicLink(path)) {
      try {
        command.addAll(
            List.of("--symlink", Files.readSymbolicLink(path).toString(), path.toString()));
      } catch (IOException e) {
        throw new IllegalStateException(path + " could not be read", e);
      }
    } else {
      bind(command, "--ro-bind", path, path);
    }
  }

  private static void bind(List<String> command, String how, Path from, Path to) {
    // Folders on the way would be closed to other users unless they are named.
    for (int i = 1; i < to.getNameCount(); i++) {
      command.addAll(List.of("--dir", "/" + to.subpath(0, i)));
    }
    command.addAll(List.of(how, from.toString(), to.toString()));
  }

  /** The folders in which the dynamic linker finds the C library. */
  private static Set<Path> systemLibraries() {
    Set<Path> found = new LinkedHashSet<>();
    for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/lib"))) {
      try (Stream<Path> inside = Files.list(folder)) {
        inside
            .filter(path -> path.getFileName().toString().contains("-linux-"))
            .filter(path -> !Files.isSymbolicLink(folder))
            .sorted()
            .forEach(found::add);
      } catch (IOException e) {
        // Another system's way.
      }
    }
    for (Path path : LIBRARIES) {
      boolean inParts = path.equals(Path.of("/lib")) && !Files.isSymbolicLink(path);
      if (Files.exists(path) && !inParts) {
        found.add(path);
      }
    }
    return found;
  }

  /**
   * Adds the JDK, and what its files lead to elsewhere: distributions keep its settings in /etc.
   */
  private static void showJdk(List<String> command, Path home) {
    try {
      Path real = home.toRealPath();
      bind(command, "--ro-bind", real, real);
      if (!home.equals(real)) {
        shown(command, home);
      }
      try (Stream<Path> files = Files.walk(real)) {
        for (Path link : files.filter(Files::isSymbolicLink).sorted().toList()) {
          if (Files.exists(link) && !link.toRealPath().startsWith(real)) {
            Path target = link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
            bind(command, "--ro-bind", link.toRealPath(), target);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(home + " could not be read", e);
    }
  }
}
