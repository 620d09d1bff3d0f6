package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Notes;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Callers that ask for the list again and again, on all servers, and note how long each call took.
 */
record Crowd(List<Ongoing<List<Visit>>> callers, Ongoing<List<Visit>> control) {
  static final int SIZE = 8;
  private static final Duration PACE = Duration.ofMillis(150);

  /** One call. */
  record Visit(Instant began, Instant ended, boolean answered) {
    boolean slow(Duration least) {
      return Duration.between(began, ended).compareTo(least) >= 0;
    }

    boolean during(Instant moment) {
      return !began.isAfter(moment) && ended.isAfter(moment);
    }
  }

  /** Tells the reader of the result what the calls were like. */
  static void note(Notes notes, List<Visit> visits, Duration slow, double lives, Loads loads) {
    notes.add(
        "%d calls in %.1f × LIST_TIME_TO_LIVE: %d waited for the list, which was computed %d times",
        visits.size(),
        lives,
        visits.stream().filter(visit -> visit.slow(slow)).count(),
        loads.count());
  }

  /** Expects that every call has seen the list as it is. */
  static void expectRight(List<Visit> visits) {
    assertThat(visits.stream().filter(visit -> !visit.answered()).count())
        .as(
            "calls (of %d) that returned a wrong list, although the %d cheapest products did not"
                + " change. Is a recomputed list ordered the same way?",
            visits.size(), Catalogue.CHEAPEST)
        .isZero();
  }

  /**
   * All on server 1: the list must be renewed by one of the callers that ask for it, not by a
   * server that happens to be another.
   */
  static Crowd begin(Fleet<Catalogue> servers, Shelf shelf, Duration length) {
    Instant end = Instant.now().plus(length);
    return new Crowd(
        IntStream.range(0, SIZE)
            .mapToObj(
                i ->
                    servers.begin(
                        1, shop -> visits(() -> shop.cheapest().equals(shelf.expected()), end)))
            .toList(),
        servers.begin(1, shop -> visits(() -> shop.find(shelf.cheapest().id()).isPresent(), end)));
  }

  /** Callers of server 0 that go on also when a call fails. */
  static List<Ongoing<List<Visit>>> tryFor(Fleet<Catalogue> servers, int size, Duration length) {
    Instant end = Instant.now().plus(length);
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                servers.begin(
                    0,
                    shop -> visits(() -> servers.attempt(Catalogue::cheapest).acknowledged(), end)))
        .toList();
  }

  /** How many failed before another began that was answered. */
  static long needless(List<Visit> visits) {
    Instant last =
        visits.stream()
            .filter(Visit::answered)
            .map(Visit::began)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return visits.stream().filter(v -> !v.answered() && v.ended().isBefore(last)).count();
  }

  private static List<Visit> visits(BooleanSupplier call, Instant end) {
    List<Visit> visits = new ArrayList<>();
    while (Instant.now().isBefore(end)) {
      Instant began = Instant.now();
      boolean answered = call.getAsBoolean();
      visits.add(new Visit(began, Instant.now(), answered));
      // Not a hope but a pace: what the test demands does not depend on it.
      Wait.pass(PACE);
    }
    return visits;
  }

  /** Waits until all have ended. */
  List<Visit> end(Duration bound) {
    return callers.stream().flatMap(caller -> caller.await(bound).get().stream()).toList();
  }

  /** Expects that the list did not expire before any caller recomputed it. */
  static void expectFewStampedes(
      List<Visit> visits, List<Visit> control, Duration slow, double lives) {
    assertThat(stampedes(visits, control, slow))
        .as(
            "how often all %d callers had to wait at once, in %.1f × LIST_TIME_TO_LIVE, because the"
                + " list had expired before anyone recomputed it. Does a refresh start early, and"
                + " earlier the longer the computation takes?",
            SIZE, lives)
        .isLessThan(2);
  }

  /**
   * How often everybody waited at the same time, each for at least that long, while a read that
   * needs no list did not: so it was the list that they waited for, and not the machine.
   */
  private static int stampedes(List<Visit> visits, List<Visit> control, Duration least) {
    List<Visit> slow =
        visits.stream()
            .filter(visit -> visit.slow(least))
            .sorted(Comparator.comparing(Visit::began))
            .toList();
    int stampedes = 0;
    Instant over = Instant.MIN;
    for (Visit last : slow) {
      List<Visit> together = slow.stream().filter(visit -> visit.during(last.began())).toList();
      if (last.began().isAfter(over) && together.size() >= SIZE) {
        over = together.stream().map(Visit::ended).max(Instant::compareTo).orElseThrow();
        Instant until = over;
        boolean machine =
            control.stream()
                .filter(visit -> visit.slow(least.multipliedBy(3).dividedBy(4)))
                .anyMatch(
                    visit -> visit.began().isBefore(until) && visit.ended().isAfter(last.began()));
        stampedes += machine ? 0 : 1;
      }
    }
    return stampedes;
  }
}
