package dev.syslab.kit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends signals to a program and everything that it started; names are given without SIG. */
final class Signals {
  private static final int ROUNDS = 20;

  private Signals() {}

  /**
   * Sends a signal to its process group or, if it has none of its own, to it and its descendants.
   *
   * @throws IllegalStateException if the program is alive and cannot be reached
   */
  static void toAll(Process process, String name) {
    List<String> to = new ArrayList<>();
    if (SubjectCommand.hasSession()) {
      to.add("-" + process.pid());
    } else {
      to.add(Long.toString(process.pid()));
      process.descendants().forEach(child -> to.add(Long.toString(child.pid())));
    }
    send(process, name, to.toArray(String[]::new));
  }

  /** Kills a program and everything that it started. Does not wait for them to exit. */
  static void killFamily(Process process) {
    if (descendants(process).findAny().isPresent()) {
      // Stopped, it starts no others, and if it is a subreaper, it adopts those whose parents die.
      toAll(process, "STOP");
      for (int round = 0; round < ROUNDS; round++) {
        List<ProcessHandle> family = descendants(process).toList();
        if (family.isEmpty()) {
          break;
        }
        family.forEach(ProcessHandle::destroyForcibly);
      }
    }
    // Not Process.destroyForcibly(): it closes the output, and the program's last lines would be
    // lost.
    process.toHandle().destroyForcibly();
    toAll(process, "KILL");
  }

  /** The running descendants of a program: not those that have exited and are still zombies. */
  static Stream<ProcessHandle> descendants(Process process) {
    return process.descendants().filter(child -> !inState(child, 'Z', !child.isAlive()));
  }

  /**
   * Sends a signal to these processes.
   *
   * @param process the program that they belong to
   * @param to process numbers, or process group numbers with a minus sign
   * @throws IllegalStateException if the program is alive and they cannot be reached
   */
  static void send(Process process, String name, String... to) {
    List<String> command = new ArrayList<>(List.of("/bin/kill", "-" + name, "--"));
    command.addAll(List.of(to));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // In a Turkish locale, toUpperCase() would not produce CONT.
      builder.environment().put("LC_ALL", "C");
      Process kill = builder.start();
      String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // Killing a process that has just exited is not a failure; only its parent knows when it has.
      if (kill.waitFor() != 0 && process.isAlive() && !name.equals("KILL")) {
        throw new IllegalStateException("SIG" + name + " could not be sent: " + said.strip());
      }
    } catch (IOException e) {
      throw new IllegalStateException("/bin/kill could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether the system reports that it is stopped.
   *
   * @param untold the result if the system does not report it, or the process has exited
   */
  static boolean stopped(ProcessHandle process, boolean untold) {
    return inState(process, 'T', untold);
  }

  private static boolean inState(ProcessHandle process, char state, boolean untold) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == state;
    } catch (IOException e) {
      return untold;
    }
  }
}
