package dev.syslab.kit.process;

import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.kit.verdict.SubjectFailure;
import dev.syslab.subject.wire.Engagement;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One running program under test, in its own process group; its output is captured and bounded. */
public final class SubjectProcess {
  private static final int TRIES = 3;
  // Isolated programs run where submissions are graded in parallel; starting fast is not a goal
  // there.
  private static final int ISOLATED = 3;
  private static final Duration BEGIN = Duration.ofSeconds(5);
  // Between two polls. A start that takes long is polled after each tenth of the time elapsed, so
  // that polling does not slow down starting.
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(5);
  // A subject that closes connections to servers that were down may need several seconds; a new
  // program takes one, and more than twice that until it is warm.
  private static final Duration END = Duration.ofSeconds(3);
  private static final Duration ARCHIVED = Duration.ofSeconds(60);
  // In most languages, the reason for a failed start is printed above the stack trace: enough lines
  // for both.
  private static final int PRINTED = 20;
  // As Java, Python, Go and Node word it.
  private static final Pattern PORT_TAKEN =
      Pattern.compile("address already in use|EADDRINUSE", Pattern.CASE_INSENSITIVE);

  private final Process process;
  private final OutputTail output;
  private final int port;
  private final String mark;
  private final boolean records;
  private final Cell cell;

  private SubjectProcess(Process process, int port, String mark, boolean records, Cell cell) {
    this.process = process;
    this.records = records;
    this.cell = cell;
    this.mark = mark;
    this.output = new OutputTail(process.getInputStream());
    this.port = port;
  }

  /**
   * Starts the program and waits until it is ready.
   *
   * @param environment its complete environment except {@code PORT}
   * @param bound how long it may take to answer {@code GET /health} with 200
   * @param started told of the process as soon as it exists
   * @throws SubjectFailure if it exits, or does not become ready in time
   * @throws Inconclusive if other programs took its port each time
   */
  public static SubjectProcess start(
      SubjectSource source,
      Map<String, String> environment,
      Duration bound,
      Consumer<Process> started) {
    return start(source, environment, bound, started, null);
  }

  /**
   * As {@link #start(SubjectSource, Map, Duration, Consumer)}.
   *
   * @param isolation isolates the program; null: it is not isolated
   */
  static SubjectProcess start(
      SubjectSource source,
      Map<String, String> environment,
      Duration bound,
      Consumer<Process> started,
      Isolation isolation) {
    for (int attempt = 1; ; attempt++) {
      SubjectProcess subject = launch(source, false, environment, isolation);
      started.accept(subject.process);
      try {
        subject.awaitReady(isolation == null ? bound : bound.multipliedBy(ISOLATED));
        return subject;
      } catch (SubjectFailure e) {
        subject.kill();
        subject.output.awaitEnd();
        // Another process took the port after it was found free and before the program bound it,
        // which is not the program's fault.
        boolean lost = subject.lostItsPort();
        if (attempt == TRIES && lost && FreePorts.taken(subject.port)) {
          throw new Inconclusive(
              "another program took the subject's port before it did, %d times".formatted(TRIES));
        }
        if (attempt == TRIES || !lost) {
          throw new SubjectFailure(e.getMessage() + subject.printed(), e);
        }
      }
    }
  }

  /**
   * Starts a program that waits for a class to serve, and does not wait for it.
   *
   * @param like whose virtual machine it gets
   */
  static SubjectProcess spare(
      SubjectSource.JavaClass like, Consumer<Process> started, Isolation isolation) {
    SubjectProcess spare = launch(like, true, Map.of(), isolation);
    started.accept(spare.process);
    return spare;
  }

  private static SubjectProcess launch(
      SubjectSource source, boolean spare, Map<String, String> environment, Isolation isolation) {
    String mark = UUID.randomUUID().toString();
    boolean records = source instanceof SubjectSource.JavaClass java && java.records();
    Cell cell = null;
    try {
      cell = isolation == null ? null : Cell.open(isolation);
      int port = cell == null ? FreePorts.next() : cell.port();
      ProcessBuilder builder = SubjectCommand.of(source, spare).redirectErrorStream(true);
      if (cell != null) {
        builder.environment().keySet().retainAll(Set.of(SubjectCommand.WATCH_STDIN));
        builder.environment().putAll(cell.environment());
        cell.reachOnly(environment);
      }
      builder.environment().putAll(environment);
      builder.environment().put("PORT", Integer.toString(port));
      builder.environment().put(Engagement.MARK, mark);
      Process process;
      if (cell == null) {
        List<String> command = SubjectCommand.inSession(builder.command());
        process = builder.command(Subreaper.command(command)).start();
      } else {
        process = cell.start(source, builder);
      }
      return new SubjectProcess(process, port, mark, records, cell);
    } catch (IOException e) {
      if (cell != null) {
        cell.close();
      }
      throw new SubjectFailure("the subject could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Makes an idle program serve this subject, and waits until it is ready.
   *
   * @throws SubjectFailure if it exits, or does not become ready in time
   */
  void begin(SubjectSource source, Map<String, String> environment, Duration bound) {
    Map<String, String> all = new HashMap<>(cell == null ? System.getenv() : cell.environment());
    all.putAll(environment);
    if (cell != null) {
      cell.reachOnly(environment);
    }
    all.put("PORT", Integer.toString(port));
    all.put(Engagement.MARK, mark);
    output.forget();
    Engagement next =
        source instanceof SubjectSource.JavaClass java
            ? new Engagement(
                java.contract(), java.type(), SubjectCommand.joined(java.classes()), all)
            : Engagement.ofProgram(all);
    // A spare program may still be starting.
    await(bound, seen -> !seen.startsWith(Health.NOTHING));
    if (!Health.post(port, Engagement.BEGIN, mark, Wire.bytes(next), BEGIN)) {
      throw new SubjectFailure("the program did not begin the next subject");
    }
    awaitReady(bound);
  }

  /**
   * Makes it end the subject that it serves, without exiting itself.
   *
   * @return whether nothing is left of the subject, so that the program can serve another
   */
  boolean endServed() {
    return process.isAlive()
        && !paused()
        && Health.post(port, Engagement.END, mark, new byte[0], END)
        && !leavesProcesses();
  }

  private boolean leavesProcesses() {
    // In a sandbox, the processes around the program carry its mark, too.
    return cell == null
        ? Signals.descendants(process).findAny().isPresent() || Stragglers.any(mark, process.pid())
        : cell.sandbox().holdsOrphans();
  }

  private void awaitReady(Duration bound) {
    await(bound, Health.READY::equals);
  }

  private void await(Duration bound, Predicate<String> enough) {
    long began = System.nanoTime();
    String seen = Health.NOTHING + " on its PORT " + port;
    for (long waited = 0; waited < bound.toNanos(); waited = System.nanoTime() - began) {
      if (!process.isAlive()) {
        if (cell != null) {
          cell.sandbox().requireRan();
        }
        throw new SubjectFailure("the program exited before it was ready, " + exit());
      }
      seen = Health.ask(port, mark);
      if (enough.test(seen)) {
        return;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.max(SOON, waited / 10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SubjectFailure("interrupted while waiting for the program", e);
      }
    }
    throw new SubjectFailure(
        "the program was not ready after %d s: %s; it must listen on 127.0.0.1:PORT and answer GET /health with 200"
            .formatted(bound.toSeconds(), seen));
  }

  /** The last lines that it printed, for a message; empty if it printed nothing. */
  private String printed() {
    List<String> lines = output.lines(PRINTED);
    return lines.isEmpty()
        ? "; it printed nothing"
        : "\nits last output:\n  | " + String.join("\n  | ", lines);
  }

  private boolean lostItsPort() {
    return output.lines(50).stream().anyMatch(line -> PORT_TAKEN.matcher(line).find());
  }

  public int port() {
    return port;
  }

  /** From now on, the program can reach the addresses that these texts name, isolated or not. */
  void reach(Collection<String> texts) {
    if (cell != null) {
      cell.reach(texts);
    }
  }

  /** The port of this machine that leads to one on which the program listens. */
  int reachable(int port) {
    return cell == null ? port : cell.expose(port);
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Waits at most this long for it to exit, and returns whether it has. */
  boolean endsWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** A readable description of how the program exited: {@code exit code 1}, {@code signal 9}. */
  public String exit() {
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        return "still running";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    if (cell != null && !cell.sandbox().ended().isEmpty()) {
      return cell.sandbox().ended();
    }
    int code = process.exitValue();
    return code > 128 ? "killed by signal " + (code - 128) : "with exit code " + code;
  }

  /** The last lines that it printed, oldest first. */
  public List<String> output(int lines) {
    return output.lines(lines);
  }

  /**
   * Sends SIGKILL to the program and everything that it started. Returns when the program has
   * exited.
   */
  public void kill() {
    if (cell == null) {
      Signals.killFamily(process);
    } else {
      cell.sandbox().kill();
      cell.close();
    }
    Stragglers.kill(mark);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it permanently: gracefully if it still has an archive to write, otherwise at once. */
  void end() {
    if (records) {
      terminate(ARCHIVED);
    } else {
      kill();
    }
  }

  /**
   * Sends SIGTERM, waits up to the bound for a graceful shutdown, then sends SIGKILL. Returns
   * whether it exited by itself.
   */
  public boolean terminate(Duration bound) {
    // Not Process.destroy(): it also closes standard input, which tells the program that the judge
    // has exited.
    if (cell == null) {
      process.toHandle().destroy();
    } else {
      cell.sandbox().terminate();
    }
    boolean ended = false;
    try {
      ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    return ended;
  }

  /** Sends SIGSTOP or SIGCONT to the program and everything that it started. */
  public void pause(boolean now) {
    if (cell == null) {
      Signals.toAll(process, now ? "STOP" : "CONT");
    } else {
      cell.sandbox().pause(now);
    }
  }

  /**
   * Whether the system reports that the program is stopped; true if the system does not report it.
   */
  public boolean paused() {
    if (cell != null) {
      return cell.sandbox().paused();
    }
    return Signals.stopped(process.toHandle(), process.isAlive());
  }
}
