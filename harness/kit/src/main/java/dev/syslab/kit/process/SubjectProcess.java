package dev.syslab.kit.process;

import dev.syslab.kit.verdict.SubjectFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One running program under test: a process group of its own, whose output is captured and capped.
 */
public final class SubjectProcess {
  private static final int TRIES = 3;
  // The reason of a failed start stands above the stack in most languages: enough to hold both.
  private static final int PRINTED = 20;
  // In the words of Java and Python, of Go, and of Node.
  private static final Pattern PORT_TAKEN =
      Pattern.compile("address already in use|EADDRINUSE", Pattern.CASE_INSENSITIVE);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final OutputTail output;
  private final int port;
  private final String mark;

  private SubjectProcess(Process process, int port, String mark) {
    this.process = process;
    this.mark = mark;
    this.output = new OutputTail(process.getInputStream());
    this.port = port;
  }

  /**
   * Starts the program and waits until it is ready.
   *
   * @param environment its whole environment but {@code PORT}
   * @param bound how long it may take to answer {@code GET /health} with 200
   * @param started told of the process as soon as it exists
   * @throws SubjectFailure if it ends, or does not get ready in time
   */
  public static SubjectProcess start(
      SubjectSource source,
      Map<String, String> environment,
      Duration bound,
      Consumer<Process> started) {
    for (int attempt = 1; ; attempt++) {
      int port = FreePorts.next();
      SubjectProcess subject = launch(source, environment, port);
      started.accept(subject.process);
      try {
        subject.awaitReady(bound);
        return subject;
      } catch (SubjectFailure e) {
        subject.kill();
        subject.output.awaitEnd();
        // Another process took the port between our look and the program's bind: not the program's
        // fault.
        if (attempt == TRIES || !subject.lostItsPort()) {
          throw new SubjectFailure(e.getMessage() + subject.printed(), e);
        }
      }
    }
  }

  private static SubjectProcess launch(
      SubjectSource source, Map<String, String> environment, int port) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // A session of its own: the terminal's Ctrl-C reaches the judge, which then ends its subjects
      // in order.
      command.add(SETSID.toString());
    }
    Path folder = Path.of("").toAbsolutePath();
    if (source instanceof SubjectSource.JavaClass java) {
      command.addAll(command(java));
    } else if (source instanceof SubjectSource.Command program) {
      command.addAll(List.of("/bin/sh", "-c", "exec " + program.command()));
      folder = program.folder();
    } else {
      throw new IllegalArgumentException(source + " is not a program");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("PORT", Integer.toString(port));
    String mark = UUID.randomUUID().toString();
    builder.environment().put(Stragglers.VARIABLE, mark);
    if (source instanceof SubjectSource.JavaClass) {
      builder.environment().put("SYSLAB_WATCH_STDIN", "1");
    }
    try {
      return new SubjectProcess(builder.start(), port, mark);
    } catch (IOException e) {
      throw new SubjectFailure("the subject could not be started: " + e.getMessage(), e);
    }
  }

  private static List<String> command(SubjectSource.JavaClass java) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    command.addAll(java.options());
    command.add("-cp");
    command.add(joined(java.libraries()));
    command.add("dev.syslab.subject.host.SubjectMain");
    command.add(java.contract());
    command.add(java.type());
    command.add(joined(java.classes()));
    return command;
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitReady(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    String seen = "nothing listens on its PORT " + port;
    while (System.nanoTime() - deadline < 0) {
      if (!process.isAlive()) {
        throw new SubjectFailure("the program ended before it was ready, " + exit());
      }
      seen = Health.ask(port);
      if (seen.equals(Health.READY)) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SubjectFailure("interrupted while the program got ready", e);
      }
    }
    throw new SubjectFailure(
        "the program was not ready after %d s: %s; it must listen on 127.0.0.1:PORT and answer GET /health with 200"
            .formatted(bound.toSeconds(), seen));
  }

  /** What it printed last, for a message; empty if nothing. */
  private String printed() {
    List<String> lines = output.lines(PRINTED);
    return lines.isEmpty()
        ? "; it printed nothing"
        : "\nit printed last:\n  | " + String.join("\n  | ", lines);
  }

  private boolean lostItsPort() {
    return output.lines(50).stream().anyMatch(line -> PORT_TAKEN.matcher(line).find());
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Waits at most this long for its end, and says whether it has ended. */
  boolean endsWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** How the program ended, for people: {@code exit code 1}, {@code signal 9}. */
  public String exit() {
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        return "still running";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    int code = process.exitValue();
    return code > 128 ? "by signal " + (code - 128) : "with exit code " + code;
  }

  /** The last lines that it printed, oldest first. */
  public List<String> output(int lines) {
    return output.lines(lines);
  }

  /** SIGKILL for the program and all that it started. Returns when the program is gone. */
  public void kill() {
    List<ProcessHandle> family = process.descendants().toList();
    // Not Process.destroyForcibly(): it closes the output, and what the program said last would be
    // lost.
    process.toHandle().destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    signal("KILL");
    Stragglers.kill(mark);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * SIGTERM, then up to the bound for an orderly end, then SIGKILL. Returns whether it ended by
   * itself.
   */
  public boolean terminate(Duration bound) {
    // Not Process.destroy(): that closes standard input too, whose end means that the judge is
    // gone.
    process.toHandle().destroy();
    boolean ended = false;
    try {
      ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    return ended;
  }

  /** SIGSTOP or SIGCONT for the program and all that it started. */
  public void pause(boolean now) {
    signal(now ? "STOP" : "CONT");
  }

  /** Whether the system says that the program is stopped; true where the system does not tell. */
  public boolean paused() {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (IOException e) {
      return process.isAlive();
    }
  }

  private void signal(String name) {
    List<String> command = new ArrayList<>(List.of("/bin/kill", "-" + name, "--"));
    if (Files.isExecutable(SETSID)) {
      command.add("-" + process.pid());
    } else {
      command.add(Long.toString(process.pid()));
      process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
    }
    try {
      Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      kill.getInputStream().readAllBytes();
      kill.waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("/bin/kill could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
