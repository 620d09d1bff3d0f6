package dev.syslab.kit.process;

import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.kit.verdict.SubjectFailure;
import dev.syslab.subject.bridge.Bridge;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One isolated program: its sandbox, its door, and its processes as the judge sees them. */
final class Cell implements AutoCloseable {
  private static final int ROUNDS = 100;
  private static final int PORTS = 10;

  private final Bubblewrap bubblewrap;
  private final Door door;
  private final int port;
  private volatile MemoryWatch.Watched watched;

  private Cell(Bubblewrap bubblewrap, Door door, int port) {
    this.bubblewrap = bubblewrap;
    this.door = door;
    this.port = port;
  }

  /**
   * Prepares one, at a port that leads to it.
   *
   * @throws IOException if its door cannot be made
   * @throws Inconclusive if each free port had been taken a moment later
   */
  static Cell open(Bubblewrap bubblewrap) throws IOException {
    for (int i = 0; i < PORTS; i++) {
      int port = FreePorts.next();
      try {
        return new Cell(bubblewrap, Door.open(port), port);
      } catch (BindException e) {
        // Another program was faster: that is not this one's fault.
      }
    }
    throw new Inconclusive("%d free ports were taken a moment later".formatted(PORTS));
  }

  /** On which the program is to listen; it is the same outside. */
  int port() {
    return port;
  }

  /** The program's command, inside the sandbox. */
  List<String> around(SubjectSource.JavaClass java, List<String> program) {
    List<Path> readable = new ArrayList<>();
    readable.add(door.socket());
    Stream.concat(java.libraries().stream(), java.classes().stream())
        .filter(Files::exists)
        .forEach(readable::add);
    archive(java).ifPresent(readable::add);
    return bubblewrap.command(readable, List.of(), program);
  }

  private static Optional<Path> archive(SubjectSource.JavaClass java) {
    String option = "-XX:SharedArchiveFile=";
    return java.options().stream()
        .filter(one -> one.startsWith(option))
        .map(one -> Path.of(one.substring(option.length())))
        .filter(path -> path.isAbsolute() && Files.exists(path))
        .findFirst();
  }

  /** What a program finds in its environment beside what the test sets. */
  Map<String, String> environment() {
    return Map.of(
        "PATH",
        "/usr/bin:/bin",
        "LANG",
        "C.UTF-8",
        "HOME",
        "/tmp",
        Bridge.DOOR,
        door.socket().toString());
  }

  /** From now on, the program reaches what this environment names, and no longer anything else. */
  void reachOnly(Map<String, String> environment) {
    door.allowOnly(Bridge.ports(environment.values()));
  }

  /** From now on, the program also reaches what these texts name. */
  void reach(Collection<String> texts) {
    Set<Integer> ports = Bridge.ports(texts);
    if (!ports.isEmpty()) {
      door.allow(ports);
    }
  }

  /** A port of this machine that leads to one on which the program listens. */
  int expose(int inside) {
    return door.expose(inside);
  }

  /** The outermost process has been started. */
  void started(Process process) {
    watched = MemoryWatch.of(process);
  }

  /** Why it was ended from here; empty if it was not. */
  String ended() {
    return watched == null ? "" : watched.ended();
  }

  /** Asks the program itself to end: those around it would end at once. */
  void terminate(Process process) {
    innermost(process).ifPresent(ProcessHandle::destroy);
  }

  /** Outermost process, bubblewrap outside, bubblewrap inside, the program. */
  private static Optional<ProcessHandle> innermost(Process process) {
    ProcessHandle one = process.toHandle();
    for (int i = 0; i < 3; i++) {
      Optional<ProcessHandle> child = one.children().findFirst();
      if (child.isEmpty()) {
        return Optional.empty();
      }
      one = child.get();
    }
    return Optional.of(one);
  }

  /**
   * Stops or continues every process, including those that have left the program's group: one that
   * went on could continue the others.
   *
   * @param signal sends a signal to a process
   */
  void pause(Process process, boolean now, java.util.function.LongConsumer signal) {
    Predicate<ProcessHandle> asWanted = one -> Signals.stopped(one, true) == now;
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left =
          process.descendants().filter(asWanted.negate()).filter(ProcessHandle::isAlive).toList();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(one -> signal.accept(one.pid()));
    }
    if (now) {
      throw new SubjectFailure("its processes could not all be paused: it starts more and more");
    }
  }

  /** Whether every process of it is stopped. */
  boolean paused(Process process) {
    return process.descendants().allMatch(one -> Signals.stopped(one, true));
  }

  @Override
  public void close() {
    door.close();
  }
}
