package dev.syslab.services.process;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Processes of this machine: started apart from the terminal, signalled with their whole tree. */
public final class Processes {

  public static final boolean LINUX = System.getProperty("os.name").toLowerCase().contains("linux");

  /**
   * The shell writes its number down and then becomes the server, so that there is no moment in
   * which the server runs without a trace, however suddenly this JVM dies. A folder that a sweep
   * has removed in between ends it.
   */
  private static final String BECOME =
      """
      started() { shift 19; echo "$1"; }
      id=$$
      if [ -r /proc/$$/stat ]; then read -r stat < /proc/$$/stat; id=$$-$(started ${stat##*) }); fi
      echo "$id" > "$1" || exit 1
      log=$2
      shift 2
      exec "$@" < /dev/null >> "$log" 2>&1
      """;

  private static final Duration SIGNAL = Duration.ofSeconds(10);

  private Processes() {}

  /** A process, told apart from a later one with the same number by when it started. */
  public record Id(long pid, String start) {

    public static Optional<Id> parse(String text) {
      int dash = text.indexOf('-');
      try {
        return dash < 0
            ? Optional.empty()
            : Optional.of(
                new Id(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    public boolean alive() {
      return startOf(pid).filter(start::equals).isPresent();
    }

    @Override
    public String toString() {
      return pid + "-" + start;
    }
  }

  private static final class Self {
    static final Id ID = id(ProcessHandle.current().pid()).orElseThrow();
  }

  public static Id self() {
    return Self.ID;
  }

  public static Optional<Id> id(long pid) {
    return startOf(pid).map(start -> new Id(pid, start));
  }

  /**
   * On Linux the kernel's ticks since boot: the instant that {@link ProcessHandle} reports is
   * derived from the wall clock and differs between two JVMs when the clock was set. A zombie
   * counts as gone, but for one with threads that still hold its sockets: it is dying.
   */
  private static Optional<String> startOf(long pid) {
    if (LINUX) {
      return stat(pid)
          .filter(f -> !f[0].equals("X") && (!f[0].equals("Z") || Integer.parseInt(f[17]) > 1))
          .map(f -> f[19]);
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(p -> p.info().startInstant())
        .map(i -> Long.toString(i.toEpochMilli()));
  }

  /**
   * The fields of /proc/pid/stat after the command's name: state, parent, …, number of threads at
   * index 17, start time at index 19.
   */
  private static Optional<String[]> stat(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The process that {@link #launch} wrote down in this file, if it still lives. */
  public static Optional<Id> read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.contains("-")) {
        return Id.parse(text).filter(Id::alive);
      }
      // Without /proc the shell cannot tell its start; but a later process with its number started
      // after it wrote this.
      FileTime written = Files.getLastModifiedTime(file);
      return text.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(text))
              .filter(p -> notAfter(p.info().startInstant(), written.toInstant().plusSeconds(1)))
              .flatMap(p -> id(p.pid()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean notAfter(Optional<Instant> instant, Instant bound) {
    return instant.isPresent() && !instant.get().isAfter(bound);
  }

  /**
   * Starts a process in a session of its own (the terminal's Ctrl-C does not reach it, and it
   * outlives this JVM).
   *
   * @param pidFile where the process writes its number before it becomes the command
   * @param log what the process prints is appended to it
   */
  public static void launch(
      List<String> command, Map<String, String> environment, Path folder, Path pidFile, Path log) {
    List<String> line = new ArrayList<>();
    if (LINUX) {
      line.add("setsid");
    } else {
      // macOS has no setsid; a shell with job control puts a background job in a process group of
      // its own.
      line.addAll(List.of("/bin/bash", "-c", "set -m; \"$@\" & disown", "bash"));
    }
    line.addAll(List.of("/bin/sh", "-c", BECOME, "sh", pidFile.toString(), log.toString()));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    try {
      Files.deleteIfExists(pidFile);
      Process process = builder.start();
      Wait.until(
          Duration.ofSeconds(10),
          () -> Files.exists(pidFile) && Files.size(pidFile) > 1 || LINUX && !process.isAlive());
    } catch (IOException e) {
      throw Failures.io("start " + command.get(0), folder, e);
    }
  }

  /** SIGKILL for the process and all its descendants; returns when all are gone. */
  public static void killTree(Id root) {
    Set<Id> all = stopTree(root);
    signal("KILL", all);
    if (!Wait.until(Duration.ofSeconds(10), () -> all.stream().noneMatch(Id::alive))) {
      throw new ServiceException("processes " + all + " did not end within 10 s of SIGKILL");
    }
  }

  /**
   * SIGSTOP for the process and all its descendants; returns when all are frozen. Parents first,
   * and again until no new child turns up: a running parent could fork behind our back.
   */
  public static Set<Id> stopTree(Id root) {
    Set<Id> stopped = new LinkedHashSet<>();
    List<Id> fresh = root.alive() ? List.of(root) : List.of();
    while (!fresh.isEmpty()) {
      List<Id> now = fresh;
      signal("STOP", now);
      Wait.until(Duration.ofSeconds(5), () -> now.stream().allMatch(Processes::frozenOrGone));
      stopped.addAll(now);
      fresh = descendants(root).stream().filter(id -> !stopped.contains(id)).toList();
    }
    return stopped;
  }

  /** SIGCONT for the process and all its descendants, children first. */
  public static void continueTree(Id root) {
    List<Id> all = new ArrayList<>(descendants(root));
    all.add(root);
    signal("CONT", all);
    Wait.until(Duration.ofSeconds(5), () -> !root.alive() || !frozen(root));
  }

  /** Sends the signal to those that still live. */
  public static void signal(String name, Collection<Id> processes) {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + name + " \"$@\"", "sh"));
    processes.stream().filter(Id::alive).forEach(id -> command.add(Long.toString(id.pid())));
    if (command.size() == 4) {
      return;
    }
    // One of them may end in between; that is no failure.
    new Command(command).run(SIGNAL);
  }

  private static List<Id> descendants(Id root) {
    try (Stream<ProcessHandle> tree =
        ProcessHandle.of(root.pid()).stream().flatMap(ProcessHandle::descendants)) {
      return tree.flatMap(p -> id(p.pid()).stream()).toList();
    }
  }

  private static boolean frozenOrGone(Id id) {
    return !id.alive() || frozen(id);
  }

  /** Whether every thread of it is stopped. */
  static boolean frozen(Id id) {
    if (LINUX) {
      return stat(id.pid()).filter(f -> f[0].equals("T") || f[0].equals("t")).isPresent();
    }
    return Command.of("ps", "-o", "state=", "-p", Long.toString(id.pid()))
        .run(SIGNAL)
        .output()
        .strip()
        .startsWith("T");
  }
}
