package dev.syslab.labs.ratelimiter;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Call;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Calls of all gateways whose first words reach Redis at the same time: Redis stands still until
 * each gateway has said something, then goes on. What asks first and counts later asks everywhere
 * before anybody counts.
 */
final class Rush {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final int TRIES = 6;

  private Rush() {}

  /**
   * @param call made by each gateway at once, for the client that it is given
   * @param unheard tells a result that came about without Redis: the machine was too slow, and it
   *     is tried again with another client
   */
  static <T> List<Attempt<T>> of(
      Fleet<RateLimiter> gateways, Redis redis, ForClient<T> call, Predicate<Attempt<T>> unheard) {
    for (int i = 0; i < TRIES; i++) {
      String client = "in-a-rush-" + i;
      List<Attempt<T>> results = once(gateways, redis, client, call);
      if (results.stream().noneMatch(unheard)) {
        return results;
      }
    }
    throw new Inconclusive("the machine was too slow: Redis stood still for too long each time");
  }

  private static <T> List<Attempt<T>> once(
      Fleet<RateLimiter> gateways, Redis redis, String client, ForClient<T> call) {
    List<Ongoing<T>> calls = new ArrayList<>();
    List<LongSupplier> said = new ArrayList<>();
    try (Fault silence = redis.pause()) {
      for (int i = 0; i < gateways.size(); i++) {
        said.add(gateways.replica(i).link(redis).count(client, Direction.TO_SERVER));
        calls.add(gateways.begin(i, call.of(client)));
      }
      Wait.atMost(
          RateLimiter.SILENCE.dividedBy(2),
          () -> said.stream().allMatch(asked -> asked.getAsLong() > 0));
    }
    List<Attempt<T>> results = new ArrayList<>();
    for (Ongoing<T> one : calls) {
      results.add(one.await(BOUND));
    }
    return results;
  }

  /** A call that asks for a client. */
  @FunctionalInterface
  interface ForClient<T> {
    Call<RateLimiter, T> of(String client);
  }
}
