package dev.syslab.kit.process;

import dev.syslab.kit.process.Isolation.Allowance;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.subject.bridge.Bridge;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One isolated program's surroundings: its sandbox, and the door that leads in and out. */
final class Cell implements AutoCloseable {
  private static final int PORTS = 10;

  private final Isolation isolation;
  private final Door door;
  private final int port;
  private volatile Sandbox sandbox;

  private Cell(Isolation isolation, Door door, int port) {
    this.isolation = isolation;
    this.door = door;
    this.port = port;
  }

  /**
   * Prepares one, at a port that leads to it.
   *
   * @throws IOException if its door cannot be made
   * @throws Inconclusive if another program took each free port before it could be used
   */
  static Cell open(Isolation isolation) throws IOException {
    for (int i = 0; i < PORTS; i++) {
      int port = FreePorts.next();
      try {
        return new Cell(isolation, Door.open(port), port);
      } catch (BindException e) {
        // Another program was faster; that is not the subject's fault.
      }
    }
    throw new Inconclusive(
        "another program took the free port just before the subject could use it, %d times"
            .formatted(PORTS));
  }

  /** The port on which the program must listen; it is the same outside. */
  int port() {
    return port;
  }

  /** Starts a program in the sandbox. The builder holds its command and its environment. */
  Process start(SubjectSource source, ProcessBuilder program) throws IOException {
    if (!(source instanceof SubjectSource.JavaClass java)) {
      throw new IllegalArgumentException("only Java classes are isolated, not " + source.name());
    }
    List<Path> readable = new ArrayList<>();
    readable.add(door.socket());
    Stream.concat(java.libraries().stream(), java.classes().stream())
        .filter(Files::exists)
        .forEach(readable::add);
    archive(java).ifPresent(readable::add);
    sandbox = isolation.enclose(program, Allowance.reading(readable));
    program.command(SubjectCommand.inSession(program.command()));
    Process process = program.start();
    sandbox.started(process);
    return process;
  }

  private static Optional<Path> archive(SubjectSource.JavaClass java) {
    String option = "-XX:SharedArchiveFile=";
    return java.options().stream()
        .filter(one -> one.startsWith(option))
        .map(one -> Path.of(one.substring(option.length())))
        .filter(path -> path.isAbsolute() && Files.exists(path))
        .findFirst();
  }

  /**
   * The variables that a program finds in its environment in addition to those that the test sets.
   */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(Isolation.ENVIRONMENT);
    environment.put(Bridge.DOOR, door.socket().toString());
    return environment;
  }

  /**
   * From now on, the program can reach the addresses that this environment names, and no others.
   */
  void reachOnly(Map<String, String> environment) {
    door.allowOnly(Bridge.ports(environment.values()));
  }

  /** From now on, the program can also reach the addresses that these texts name. */
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

  /** The sandbox of the program that has been started. */
  Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    door.close();
  }
}
