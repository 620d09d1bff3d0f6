package dev.syslab.labs.ratelimiter;

import static dev.syslab.labs.ratelimiter.RateLimiter.RECOVERY;
import static dev.syslab.labs.ratelimiter.RateLimiter.SILENCE;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Timing;
import dev.syslab.kit.Wait;
import java.time.Duration;

/** Times in which Redis stands still. */
final class Silence {
  private static final Duration BOUND = Duration.ofSeconds(9);

  private Silence() {}

  /** What happens in a silence. */
  @FunctionalInterface
  interface During {
    void run(Fault silence) throws Exception;
  }

  /** Does something while Redis is silent; again in another silence if it was only too late. */
  static void of(Redis redis, During something) throws Exception {
    Timing.quickestOf(
        3,
        () -> {
          try (Fault silence = redis.pause()) {
            something.run(silence);
          }
        },
        () -> {
          awaitRedis(redis);
          // Who has learnt that Redis is silent has forgotten it by then.
          Wait.pass(RECOVERY.plusSeconds(1));
        });
  }

  /** Does something with a slow Redis, three times at most; again if a decision was too late. */
  static void unlessTooLate(Fleet<RateLimiter> gateways, Timing.Try something) throws Exception {
    Timing.quickestOf(3, something, () -> awaitCounting(gateways.get(0)));
  }

  /**
   * A decision for which Redis had the time to answer.
   *
   * @throws dev.syslab.kit.TooLate if it is degraded, and may be so since the machine was busy
   */
  static Decision onTime(Attempt<Decision> attempt) {
    if (attempt.get().degraded()) {
      Timing.expectWithin(
          SILENCE,
          attempt.took(),
          "a degraded decision, although Redis answers in 300 ms. Likely cause: your client times"
              + " out before Redis counts as silent; or the machine is busy");
    }
    return attempt.get();
  }

  /** Waits until a gateway that was without Redis counts again. */
  static void awaitCounting(RateLimiter gateway) {
    Wait.until(
        "a decision that is not degraded, more than " + RECOVERY.toSeconds() + " s after the fault",
        RECOVERY.plus(Gateways.SLACK),
        () -> !gateway.decide(Gateways.ROUTE, "probe for counting", 1).degraded());
  }

  static void awaitRedis(Redis redis) {
    Wait.conclusively("Redis to answer again", BOUND, () -> redis.answers(Duration.ofSeconds(1)));
  }
}
