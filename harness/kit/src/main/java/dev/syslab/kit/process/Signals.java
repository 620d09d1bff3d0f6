package dev.syslab.kit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals for a program and all that it started, by the names that they have without SIG. */
final class Signals {
  private static final int ROUNDS = 20;

  private Signals() {}

  /**
   * To its process group, or where it has none of its own, to it and its descendants.
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

  /** Kills a program and all that it started. Does not wait for their end. */
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
    // Not Process.destroyForcibly(): it closes the output, and what the program said last would be
    // lost.
    process.toHandle().destroyForcibly();
    toAll(process, "KILL");
  }

  /** The processes below a program that run: not the dead ones that it has yet to wait for. */
  static Stream<ProcessHandle> descendants(Process process) {
    return process.descendants().filter(child -> !inState(child, 'Z', !child.isAlive()));
  }

  /**
   * To these processes.
   *
   * @param process the program that they belong to
   * @param to process numbers, or those of groups with a minus
   * @throws IllegalStateException if the program is alive and they cannot be reached
   */
  static void send(Process process, String name, String... to) {
    List<String> command = new ArrayList<>(List.of("/bin/kill", "-" + name, "--"));
    command.addAll(List.of(to));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // In Turkish there is no signal CONT: its capitals are others.
      builder.environment().put("LC_ALL", "C");
      Process kill = builder.start();
      String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // To kill what has just gone is no failure; only its reaper knows when it is gone.
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
   * Whether the system says that it is stopped.
   *
   * @param untold what to say where the system does not tell, or the process has gone
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
