package dev.syslab.labs.caching;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Callers that ask for the list again and again, on all servers, and note how long each call took.
 */
record Crowd(List<Ongoing<List<Visit>>> callers) {
  static final int SIZE = 8;
  private static final Duration PACE = Duration.ofMillis(20);

  /** One call. */
  record Visit(Instant began, Instant ended) {
    boolean slow(Duration least) {
      return Duration.between(began, ended).compareTo(least) >= 0;
    }

    boolean during(Instant moment) {
      return !began.isAfter(moment) && ended.isAfter(moment);
    }
  }

  static Crowd begin(Fleet<Catalogue> servers, Duration length) {
    Instant end = Instant.now().plus(length);
    return new Crowd(
        IntStream.range(0, SIZE)
            .mapToObj(i -> servers.begin(i % servers.size(), list -> visits(list, end)))
            .toList());
  }

  private static List<Visit> visits(Catalogue catalogue, Instant end) {
    List<Visit> visits = new ArrayList<>();
    while (Instant.now().isBefore(end)) {
      Instant began = Instant.now();
      catalogue.cheapest();
      visits.add(new Visit(began, Instant.now()));
      // Not a hope but a pace: what the test demands does not depend on it.
      Wait.atMost(PACE, () -> false);
    }
    return visits;
  }

  /** Waits until all have ended. */
  List<Visit> end(Duration bound) {
    return callers.stream().flatMap(caller -> caller.await(bound).get().stream()).toList();
  }

  /**
   * How often everybody waited at the same time, each for at least that long. One stampede lasts
   * until its last caller is served.
   */
  static int stampedes(List<Visit> visits, Duration least) {
    List<Visit> slow =
        visits.stream()
            .filter(visit -> visit.slow(least))
            .sorted((a, b) -> a.began().compareTo(b.began()))
            .toList();
    int stampedes = 0;
    Instant over = Instant.MIN;
    for (Visit last : slow) {
      Predicate<Visit> together = visit -> visit.during(last.began());
      if (last.began().isAfter(over) && slow.stream().filter(together).count() >= SIZE) {
        stampedes++;
        over =
            slow.stream()
                .filter(together)
                .map(Visit::ended)
                .max(Instant::compareTo)
                .orElse(last.ended());
      }
    }
    return stampedes;
  }
}
