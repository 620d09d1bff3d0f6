package dev.syslab.kit.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Ends isolated programs whose processes together exceed their memory limit. It polls several times
 * a second, because not every user may set such a limit; between polls, a program can exceed it.
 */
final class MemoryWatch {
  /** The message for a program that exceeded its limit. */
  static final String TOO_MUCH =
      "ended because it used more than %d MiB of memory".formatted(Isolation.MEMORY >> 20);

  private static final Path PROC = Path.of("/proc");
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int FAMILY_EVERY = 5;
  // The shell, bubblewrap outside and inside, the program.
  private static final int COMPLETE = 4;
  private static final int PAGE = 4096;
  private static final Queue<Watched> ALL = new ConcurrentLinkedQueue<>();

  static {
    Thread thread = new Thread(MemoryWatch::watch, "memory-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private MemoryWatch() {}

  /** One watched program. */
  static final class Watched {
    private final Process process;
    private List<Long> family = List.of();
    private volatile String ended = "";

    private Watched(Process process) {
      this.process = process;
    }

    /** Why it was ended; empty if it was not. */
    String ended() {
      return ended;
    }

    private void look(boolean family) {
      if (family) {
        this.family = familyOf(process.pid());
      }
      long used = this.family.stream().mapToLong(MemoryWatch::resident).sum();
      if (used > Isolation.MEMORY) {
        ended = TOO_MUCH;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Watches a program until it ends. */
  static Watched of(Process process) {
    Watched watched = new Watched(process);
    ALL.add(watched);
    return watched;
  }

  private static void watch() {
    for (int round = 0; ; round++) {
      try {
        TimeUnit.NANOSECONDS.sleep(PERIOD);
      } catch (InterruptedException e) {
        return;
      }
      ALL.removeIf(one -> !one.process.isAlive());
      for (Watched one : ALL) {
        one.look(round % FAMILY_EVERY == 0 || one.family.size() < COMPLETE);
      }
    }
  }

  /** A process and all its descendants. */
  private static List<Long> familyOf(long pid) {
    List<Long> family = new ArrayList<>();
    Deque<Long> open = new ArrayDeque<>(List.of(pid));
    while (!open.isEmpty()) {
      long one = open.remove();
      family.add(one);
      Path tasks = PROC.resolve(one + "/task");
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
        for (Path thread : threads) {
          for (String child : Files.readString(thread.resolve("children")).split(" ")) {
            if (!child.isEmpty()) {
              open.add(Long.parseLong(child));
            }
          }
        }
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        // It has exited.
      }
    }
    return family;
  }

  private static long resident(long pid) {
    try {
      String[] pages = Files.readString(PROC.resolve(pid + "/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE;
    } catch (IOException e) {
      return 0;
    }
  }
}
