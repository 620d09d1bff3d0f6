package dev.syslab.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Who did what when in one test: the calls of the subjects and the faults. Keeps the last events
 * only.
 */
final class Timeline {
  private static final int KEPT = 4_000;
  private static final int SHOWN = 24;

  private final Instant origin = Instant.now();
  private final Deque<Event> events = new ArrayDeque<>();

  private record Event(Instant at, String who, String what) {}

  void add(String who, String what) {
    add(Instant.now(), who, what);
  }

  synchronized void add(Instant at, String who, String what) {
    if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.addLast(new Event(at, who, what));
  }

  /** The last events in the order of time, a line each; empty if only one party did anything. */
  synchronized List<String> lines() {
    long parties = events.stream().map(Event::who).distinct().count();
    if (parties < 2) {
      return List.of();
    }
    List<Event> sorted = events.stream().sorted(Comparator.comparing(Event::at)).toList();
    int width = events.stream().mapToInt(event -> event.who().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    int skipped = Math.max(0, sorted.size() - SHOWN);
    if (skipped > 0) {
      lines.add("… " + skipped + " earlier events");
    }
    for (Event event : sorted.subList(skipped, sorted.size())) {
      double millis = Duration.between(origin, event.at()).toNanos() / 1e6;
      lines.add(
          String.format(
              java.util.Locale.ROOT,
              "%9.1f ms  %-" + width + "s  %s",
              millis,
              event.who(),
              event.what()));
    }
    return lines;
  }
}
