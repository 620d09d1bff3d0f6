package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.caching.Catalogue.JITTER;
import static dev.syslab.labs.caching.Catalogue.TIME_TO_LIVE;

import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.*;

/** What Redis holds, whatever it is called: the times to live of all keys at one moment. */
record Keys(Map<String, Duration> timesToLive, Set<String> immortal) {
  private static final long NO_TIME_TO_LIVE = -1;

  static Keys of(Redis redis) {
    Map<String, Duration> timesToLive = new TreeMap<>();
    Set<String> immortal = new TreeSet<>();
    for (String key : redis.keys()) {
      long millis = redis.client().pttl(key);
      if (millis == NO_TIME_TO_LIVE) {
        immortal.add(key);
      } else if (millis >= 0) {
        timesToLive.put(key, Duration.ofMillis(millis));
      }
    }
    return new Keys(timesToLive, immortal);
  }

  /** The keys that had no time to live at some moment while the call ran. */
  static Set<String> immortalDuring(Ongoing<?> call, Redis redis) {
    Set<String> seen = new TreeSet<>();
    Wait.until(
        "the call to end",
        Duration.ofSeconds(15),
        () -> {
          seen.addAll(of(redis).immortal());
          return call.done();
        });
    return seen;
  }

  /**
   * The times to live of at least this much, which a lock or another helper's key does not have.
   */
  List<Duration> atLeast(Duration least) {
    return timesToLive.values().stream()
        .filter(time -> time.compareTo(least) >= 0)
        .sorted()
        .toList();
  }

  /** The times to live of what can only be products: there must be some. */
  private List<Duration> products() {
    List<Duration> times = atLeast(TIME_TO_LIVE.dividedBy(2));
    assertThat(times)
        .as("keys with a time to live of minutes, as products have (5 min ± 30 s); found: %s", this)
        .isNotEmpty();
    return times;
  }

  /** For people. */
  @Override
  public String toString() {
    List<Duration> times = timesToLive.values().stream().sorted().toList();
    String mortal =
        times.isEmpty()
            ? "no keys with a time to live"
            : "%d keys with a time to live of %.1f to %.1f s"
                .formatted(
                    times.size(), seconds(times.get(0)), seconds(times.get(times.size() - 1)));
    return immortal.isEmpty() ? mortal : mortal + ", and " + immortal.size() + " without";
  }

  /**
   * The times to live that one product gets, each time that it is loaded anew: a row for each key
   * that is there every time, since other keys may stand beside the product's own.
   */
  static List<List<Duration>> draws(int loads, Catalogue catalogue, String id, Redis redis) {
    Map<String, List<Duration>> byKey = new TreeMap<>();
    List<Duration> shortest = new ArrayList<>();
    for (int i = 0; i < loads; i++) {
      redis.client().flushDB();
      catalogue.find(id);
      Keys keys = of(redis);
      keys.expectBounded();
      shortest.add(keys.products().get(0));
      keys.timesToLive()
          .forEach((key, left) -> byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(left));
    }
    List<List<Duration>> always =
        byKey.values().stream().filter(lives -> lives.size() == loads).toList();
    return always.isEmpty() ? List.of(shortest) : always;
  }

  /** Expects that a hit leaves the time to live as it is, when that much is left. */
  static void expectNotProlonged(Catalogue catalogue, String id, Redis redis, Duration left) {
    catalogue.find(id);
    redis.keys().forEach(key -> redis.client().pexpire(key, left.toMillis()));
    catalogue.find(id);
    assertThat(of(redis).timesToLive().values())
        .as("times to live after a hit, when %s was left: a hit must not extend them", left)
        .allMatch(time -> time.compareTo(left) <= 0);
  }

  /** Expects that what was loaded together, within that time, does not expire together. */
  void expectSpread(Duration loading) {
    List<Duration> times = products();
    Duration spread = times.get(times.size() - 1).minus(times.get(0));
    // 40 even draws from 60 s lie within 20 s once in 10^17 times.
    Duration least = JITTER.multipliedBy(2).dividedBy(3).plus(loading);
    if (spread.compareTo(least) <= 0) {
      throw new AssertionError(
          """
          %d products, loaded together within %.1f s, expire within %.1f s of each other; \
          with ± %d s, more than %.1f s was expected.
          Likely cause: the same time to live for all, or a jitter that is too small."""
              .formatted(
                  times.size(),
                  seconds(loading),
                  seconds(spread),
                  JITTER.toSeconds(),
                  seconds(least)));
    }
  }

  /** Expects that 120 draws of one key deviate as even ones do: by 30 s / √3. */
  static void expectEven(List<List<Duration>> draws) {
    // Of the key that is nearest to it: the product's own, if any is.
    double deviation =
        draws.stream()
            .mapToDouble(Keys::deviation)
            .boxed()
            .min(Comparator.comparing(one -> Math.abs(one - 17.3)))
            .orElseThrow();
    // 120 even draws deviate by less than 14 s, or more than 21 s, once in 10^5 times.
    if (deviation < 14 || deviation > 21) {
      throw new AssertionError(
          """
          One product was loaded %d times; its times to live have a standard deviation of %.1f s; \
          a uniform jitter of ± %d s gives 17.3 s (14 to 21 is accepted).
          Likely cause: the jitter is not drawn anew for each load, or some values are likelier."""
              .formatted(draws.get(0).size(), deviation, JITTER.toSeconds()));
    }
  }

  private static double deviation(List<Duration> draws) {
    double mean = draws.stream().mapToLong(Duration::toMillis).average().orElse(0);
    double square =
        draws.stream().mapToDouble(time -> Math.pow(time.toMillis() - mean, 2)).average().orElse(0);
    return Math.sqrt(square) / 1000;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  /** Expects that every key goes by itself, and that none stays longer than a product may. */
  void expectBounded() {
    assertThat(immortal).as("keys without a time to live: they stay forever").isEmpty();
    assertThat(timesToLive.values())
        .as("times to live: at most %s + %s. Seconds or milliseconds?", TIME_TO_LIVE, JITTER)
        .allMatch(time -> time.compareTo(TIME_TO_LIVE.plus(JITTER)) <= 0);
  }
}
