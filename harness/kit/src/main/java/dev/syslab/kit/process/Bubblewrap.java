package dev.syslab.kit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sandboxes made of namespaces by bubblewrap. */
public final class Bubblewrap implements Isolation {
  /** The system property with the path of bubblewrap, if it is not where packages put it. */
  public static final String PROPERTY = "syslab.bubblewrap";

  private static final String BWRAP = "/usr/bin/bwrap";
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final Path INSIDE = Path.of("/syslab");
  private static final long ADDRESSES = 8L << 30;
  private static final long PROBE_SECONDS = 30;

  private final List<String> base;

  private Bubblewrap() throws IOException {
    this.base = base(SystemFiles.find());
  }

  /**
   * The one on this machine.
   *
   * @throws UnavailableException if it is missing, or does not work
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
      Bubblewrap found = new Bubblewrap();
      ProcessBuilder builder =
          new ProcessBuilder(java, "-Xmx32m", "-version").redirectErrorStream(true);
      found.enclose(builder, Allowance.reading(List.of()));
      Process probe = builder.start();
      probe.getOutputStream().close();
      String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) || probe.exitValue() != 0) {
        probe.destroyForcibly();
        throw new UnavailableException(
            "bubblewrap does not work here: "
                + said.lines().findFirst().orElse("it printed nothing"));
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

  @Override
  public String name() {
    return "bubblewrap";
  }

  /**
   * Isolates a program. The program's own process is the great-grandchild of the one that is
   * started, whose end ends all of them.
   */
  @Override
  public Sandbox enclose(ProcessBuilder program, Allowance allowance) {
    List<String> command = new ArrayList<>();
    // Bubblewrap exits with the thread that started it, so that thread must live on: the only
    // thread of a shell does.
    command.addAll(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh"));
    command.addAll(base);
    for (Path path : allowance.readable()) {
      SandboxUsers.requireReadable(path);
      bind(command, "--ro-bind", path, path);
    }
    for (Path path : allowance.writable()) {
      bind(command, "--bind", path, path);
    }
    command.addAll(List.of("--remount-ro", "/", "--remount-ro", "/dev", "--chdir", "/tmp", "--"));
    if (SandboxUsers.ROOT) {
      String user = Integer.toString(SandboxUsers.next());
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
    allowance.cpuSeconds().ifPresent(seconds -> command.add("--cpu=" + seconds));
    command.addAll(program.command());
    program.command(command);
    return new BubblewrapSandbox();
  }

  private static List<String> base(SystemFiles files) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(path().toString(), "--die-with-parent"));
    command.addAll(List.of("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"));
    command.addAll(List.of("--unshare-cgroup-try", "--hostname", "subject", "--cap-drop", "ALL"));
    if (SandboxUsers.ROOT) {
      // Even in a namespace, the kernel lets a process of root do things that an unprivileged
      // process must not do, so it runs as another user.
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
    files.shown().forEach(one -> bind(command, "--ro-bind", one.from(), one.at()));
    files
        .links()
        .forEach(
            link ->
                command.addAll(List.of("--symlink", link.to().toString(), link.at().toString())));
    bind(command, "--ro-bind", SETPRIV, INSIDE.resolve("setpriv"));
    bind(command, "--ro-bind", PRLIMIT, INSIDE.resolve("prlimit"));
    return command;
  }

  private static void bind(List<String> command, String how, Path from, Path to) {
    // Folders on the way would be closed to other users unless they are named.
    for (int i = 1; i < to.getNameCount(); i++) {
      command.addAll(List.of("--dir", "/" + to.subpath(0, i)));
    }
    command.addAll(List.of(how, from.toString(), to.toString()));
  }
}
