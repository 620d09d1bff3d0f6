package dev.syslab.kit.process;

import dev.syslab.subject.wire.Engagement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Finds processes that a program started and that have left its process group: every process that
 * inherits the program's environment carries its mark. Works only where the system shows
 * environments (Linux).
 */
final class Stragglers {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 20;
  private static final String MARK = Engagement.MARK + "=";

  /**
   * By process number, because reading the environment of each process takes five times as long as
   * checking that it is the same process.
   */
  private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

  // Between fork and exec, a process has no environment, or its parent's.
  private static final long SETTLED = TimeUnit.SECONDS.toNanos(1);
  // A process number is not reused so soon: all other numbers come first.
  private static final long SAME = TimeUnit.SECONDS.toNanos(5);

  /**
   * @param folder identity of the process's folder, which no other process has
   * @param first when it was first examined
   * @param last when it was last seen to be the same process
   * @param settled whether examining it again would give the same result
   */
  private record Seen(Object folder, String mark, long first, long last, boolean settled) {}

  private Stragglers() {}

  /** Kills every process that carries the mark, and any that they start meanwhile. */
  static void kill(String mark) {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> found = carriers(mark);
      found.forEach(ProcessHandle::destroyForcibly);
      if (found.isEmpty()) {
        return;
      }
    }
  }

  /** Whether a process other than this one carries the mark. */
  static boolean any(String mark, long but) {
    return carriers(mark).stream().anyMatch(process -> process.pid() != but);
  }

  private static List<ProcessHandle> carriers(String mark) {
    List<ProcessHandle> found = new ArrayList<>();
    Set<String> there = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        String pid = process.getFileName().toString();
        there.add(pid);
        if (mark(process, pid).equals(mark)) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // This system has no such folder.
    }
    SEEN.keySet().retainAll(there);
    return found;
  }

  /** The mark that a process carries; empty if it carries none. */
  private static String mark(Path process, String pid) {
    Seen seen = SEEN.get(pid);
    long now = System.nanoTime();
    if (seen != null && seen.settled() && now - seen.last() < SAME) {
      return seen.mark();
    }
    try {
      Object folder = Files.readAttributes(process, BasicFileAttributes.class).fileKey();
      boolean same = seen != null && seen.folder().equals(folder);
      long first = same ? seen.first() : now;
      String mark = same && seen.settled() ? seen.mark() : markIn(environment(process));
      SEEN.put(pid, new Seen(folder, mark, first, now, !mark.isEmpty() || now - first > SETTLED));
      return mark;
    } catch (IOException e) {
      // It has exited meanwhile.
      return "";
    }
  }

  private static String markIn(String environment) {
    // Called for hundreds of processes, many times in a trial, so the text is not split.
    String entries = "\0" + environment;
    int at = entries.indexOf("\0" + MARK);
    if (at < 0) {
      return "";
    }
    int begin = at + 1 + MARK.length();
    int end = entries.indexOf('\0', begin);
    return entries.substring(begin, end < 0 ? entries.length() : end);
  }

  private static String environment(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has exited meanwhile, or belongs to another user.
      return "";
    }
  }
}
