package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Call;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import redis.clients.jedis.UnifiedJedis;

/** What stands in Redis beside the configuration. */
final class Keys {
  private static final Duration BOUND = Duration.ofSeconds(9);

  private final Redis redis;
  private final Predicate<String> chosen;

  private Keys(Redis redis, Predicate<String> chosen) {
    this.redis = redis;
    this.chosen = chosen;
  }

  /** All that come from now on. The configuration must be there already. */
  static Keys from(Redis redis) {
    Set<String> before = new HashSet<>(redis.keys());
    return new Keys(redis, name -> !before.contains(name));
  }

  /** All, with the configuration. */
  static Keys all(Redis redis) {
    return new Keys(redis, name -> true);
  }

  /** Those of a client; all, if it is named in none. */
  static Keys of(Redis redis, String client) {
    boolean named = redis.keys().stream().anyMatch(name -> name.contains(client));
    return new Keys(redis, name -> !named || name.contains(client));
  }

  Set<String> names() {
    return redis.keys().stream().filter(chosen).collect(Collectors.toCollection(TreeSet::new));
  }

  /** How long each lives on; without those that are gone. */
  Map<String, Duration> lives() {
    Map<String, Duration> lives = new TreeMap<>();
    for (String name : names()) {
      long millis = redis.client().pttl(name);
      if (millis != -2) {
        lives.put(name, Duration.ofMillis(millis));
      }
    }
    return lives;
  }

  /** The keys without a time to live. */
  Set<String> immortal() {
    return lives().entrySet().stream()
        .filter(key -> key.getValue().isNegative())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The keys that had no time to live at any moment of a call. */
  Set<String> immortalDuring(Ongoing<?> call) {
    Set<String> immortal = new TreeSet<>();
    Wait.until(
        "a decision through a slow link to end",
        BOUND,
        () -> {
          boolean done = call.done();
          immortal.addAll(immortal());
          return done;
        });
    return immortal;
  }

  /** The keys that had no time to live at any moment of a call by the first gateway. */
  Set<String> immortalThroughASlowLink(Fleet<RateLimiter> gateways, Call<RateLimiter, ?> call) {
    try (Fault slow = gateways.replica(0).link(redis).delay(Duration.ofMillis(150))) {
      Ongoing<?> ongoing = gateways.begin(0, call);
      Set<String> immortal = immortalDuring(ongoing);
      assertThat(ongoing.await(BOUND)).isAcknowledged().during(slow);
      return immortal;
    }
  }

  /** How many members the sorted sets, sets and lists have together. */
  long entries() {
    UnifiedJedis client = redis.client();
    return names().stream()
        .mapToLong(
            name ->
                switch (client.type(name)) {
                  case "zset" -> client.zcard(name);
                  case "list" -> client.llen(name);
                  case "set" -> client.scard(name);
                  default -> 0;
                })
        .sum();
  }

  /** What the keys hold, in a form that can be compared. */
  String content() {
    UnifiedJedis client = redis.client();
    StringBuilder content = new StringBuilder();
    for (String name : names()) {
      byte[] dump = client.dump(name);
      content.append(name).append('=').append(Arrays.toString(dump)).append('\n');
    }
    return content.toString();
  }
}
