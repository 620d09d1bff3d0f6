package dev.syslab.kit.process;

import dev.syslab.subject.wire.Engagement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds processes that a program has left behind on its way out of its process group: whoever
 * inherits a program's environment carries its mark. Only where the system shows environments
 * (Linux).
 */
final class Stragglers {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 20;

  private Stragglers() {}

  /** Kills whoever carries the mark, and those whom they start meanwhile. */
  static void kill(String mark) {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> found = carriers(mark);
      found.forEach(ProcessHandle::destroyForcibly);
      if (found.isEmpty()) {
        return;
      }
    }
  }

  /** Whether another process than this one carries the mark. */
  static boolean any(String mark, long but) {
    return carriers(mark).stream().anyMatch(process -> process.pid() != but);
  }

  private static List<ProcessHandle> carriers(String mark) {
    List<ProcessHandle> found = new ArrayList<>();
    String entry = Engagement.MARK + "=" + mark;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (environment(process).contains(entry)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // No such folder on this system.
    }
    return found;
  }

  private static String environment(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Gone meanwhile, or another user's.
      return "";
    }
  }
}
