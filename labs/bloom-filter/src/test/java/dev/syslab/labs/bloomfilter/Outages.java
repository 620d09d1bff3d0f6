package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;

/** What happens to Redis in stage 5, and what the filters say meanwhile and afterwards. */
final class Outages {
  private static final Duration BOUND = Duration.ofSeconds(9);

  private Outages() {}

  /** Twice what is promised: a busy machine adds to it. */
  static void silent(Fleet<BloomFilters> fleet, Redis redis) {
    try (Fault silence = redis.pause()) {
      List<Ongoing<List<Boolean>>> calls = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        calls.add(fleet.begin(0, filters -> filters.contains("f", List.of("k"))));
        calls.add(fleet.begin(0, filters -> filters.add("f", List.of("l"))));
      }
      List<Attempt<List<Boolean>>> ended = calls.stream().map(one -> one.await(BOUND)).toList();

      for (Attempt<List<Boolean>> call : ended) {
        assertThat(call)
            .as("one of 64 calls while Redis is paused")
            .during(silence)
            .failedWith(UnavailableException.class)
            .endedWithin(BloomFilters.PATIENCE.multipliedBy(2));
      }
    }
    recovered(fleet, 0, "k");
    assertThat(fleet.get(0).contains("f", List.of("k")))
        .as("whether a key that had been added is there after Redis was paused")
        .containsExactly(true);
  }

  /** Waits until calls work again, and checks how long that took. */
  static void recovered(Fleet<BloomFilters> fleet, int server, String key) {
    Instant again = Instant.now();
    Wait.until(
        "calls of server " + server + " to work again after Redis does",
        BOUND,
        () -> fleet.attempt(server, f -> f.contains("f", List.of(key))).acknowledged());
    Timing.expectWithin(
        BloomFilters.RECOVERY.multipliedBy(2),
        Duration.between(again, Instant.now()),
        "time until calls of server " + server + " worked again after Redis did");
  }

  static void killed(Fleet<BloomFilters> fleet, Redis redis, List<String> added) {
    fleet.get(1).contains("f", added);
    try (Fault death = redis.kill()) {
      assertThat(fleet.attempt(f -> f.contains("f", added)))
          .as("contains while Redis is dead")
          .during(death)
          .failedWith(UnavailableException.class);
    }
    // A Redis that starts may have forgotten scripts.
    redis.client().scriptFlush();
    for (int i = 0; i < 2; i++) {
      recovered(fleet, i, added.get(0));

      assertThat(no(added, fleet.get(i).contains("f", added)))
          .as("keys that are gone after Redis was killed and restarted")
          .isEmpty();
    }
  }
}
