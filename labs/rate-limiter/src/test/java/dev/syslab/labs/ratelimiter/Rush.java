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
   * @param unheard tells a result that came about without Redis: the machine was too slow, and such
   *     a rush does not count
   * @param won tells whether a call got what it asked for
   * @return how many got it: in one rush, if each gateway was seen to ask before any was answered;
   *     otherwise in each of several, since who first asks for something else is not seen
   */
  static <T> List<Long> winners(
      Fleet<RateLimiter> gateways,
      Redis redis,
      ForClient<T> call,
      Predicate<Attempt<T>> unheard,
      Predicate<T> won) {
    List<Long> winners = new ArrayList<>();
    boolean together = false;
    for (int i = 0; i < TRIES && !together; i++) {
      Result<T> result = once(gateways, redis, "in-a-rush-" + i, call);
      if (result.attempts().stream().noneMatch(unheard)) {
        winners.add(result.attempts().stream().filter(one -> won.test(one.get())).count());
        together = result.together();
      }
    }
    if (winners.isEmpty()) {
      throw new Inconclusive("the machine was too slow: Redis was stalled for too long each time");
    }
    return winners;
  }

  /**
   * @param together whether each gateway was seen to ask before any was answered
   */
  private record Result<T>(List<Attempt<T>> attempts, boolean together) {}

  private static <T> Result<T> once(
      Fleet<RateLimiter> gateways, Redis redis, String client, ForClient<T> call) {
    List<Ongoing<T>> calls = new ArrayList<>();
    List<LongSupplier> said = new ArrayList<>();
    boolean together;
    try (Fault silence = redis.pause()) {
      for (int i = 0; i < gateways.size(); i++) {
        said.add(gateways.replica(i).link(redis).count(client, Direction.TO_SERVER));
        calls.add(gateways.begin(i, call.of(client)));
      }
      together =
          Wait.atMost(
              RateLimiter.SILENCE.dividedBy(2),
              () -> said.stream().allMatch(asked -> asked.getAsLong() > 0));
    }
    List<Attempt<T>> results = new ArrayList<>();
    for (Ongoing<T> one : calls) {
      results.add(one.await(BOUND));
    }
    return new Result<>(results, together);
  }

  /** A call that asks for a client. */
  @FunctionalInterface
  interface ForClient<T> {
    Call<RateLimiter, T> of(String client);
  }
}
