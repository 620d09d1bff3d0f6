package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.ROUTE;
import static dev.syslab.labs.ratelimiter.RateLimiter.RECOVERY;
import static dev.syslab.labs.ratelimiter.RateLimiter.SILENCE;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Timing;
import dev.syslab.kit.Wait;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

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
          // A gateway that has learnt that Redis is silent has forgotten it by then.
          Wait.pass(RECOVERY.plusSeconds(1));
        });
  }

  /** Does something while Redis is silent, and expects that a gateway counts soon afterwards. */
  static void thenRecovery(RateLimiter gateway, Redis redis, During something) throws Exception {
    Timing.quickestOf(
        2,
        () -> {
          try (Fault silence = redis.pause()) {
            something.run(silence);
          }
          awaitRedis(redis);
          Instant began = Instant.now();
          awaitCounting(gateway);
          Timing.expectWithin(
              RECOVERY.plusMillis(500),
              Duration.between(began, Instant.now()),
              "time until a decision is counted again, once Redis has answered");
        },
        () -> {});
  }

  /** Expects a decision that was made without Redis. */
  static void expectDegraded(Decision decision, boolean open) {
    String when = open ? "OPEN" : "CLOSED";
    assertThat(decision)
        .as("allowed, degraded, remaining, for a route with onFailure %s", when)
        .extracting(Decision::allowed, Decision::degraded, Decision::remaining)
        .containsExactly(open, true, 0L);
    assertThat(decision)
        .as("whether retryAfter and resetAfter are zero, for a route with onFailure %s", when)
        .extracting(one -> one.retryAfter().isZero(), one -> one.resetAfter().isZero())
        .containsExactly(open, true);
    assertThat(decision)
        .as("policy and limit, for a route whose only limit is 100 a day")
        .extracting(Decision::policy, Decision::limit)
        .containsExactly("daily", 100L);
  }

  /** Expects an answer that was decided without Redis. */
  static void expectDegraded(HttpResponse<String> answer, boolean open) {
    String when = open ? "OPEN" : "CLOSED";
    assertThat(answer.statusCode())
        .as("status while Redis is down, for a route with onFailure %s", when)
        .isEqualTo(open ? 200 : 503);
    assertThat(answer.headers().firstValue("RateLimit"))
        .as("RateLimit in the response to a request that was not counted")
        .isEmpty();
    assertThat(answer.headers().firstValue("Retry-After").orElse("none"))
        .as("Retry-After while Redis is down, for a route with onFailure %s", when)
        .matches(open ? "none" : "[1-9][0-9]*");
    if (!open) {
      Problem.of(answer);
    }
  }

  /** Expects that a gateway starts while Redis is silent, and finds its configuration later. */
  static void expectStart(Fleet<RateLimiter> gateways, Redis redis) {
    RateLimiter started;
    try (Fault silence = redis.pause()) {
      started = gateways.startAnother().contract();
      assertThat(gateways.attempt(gateways.size() - 1, one -> one.decide(ROUTE, "ann", 1)))
          .as("a decision by a gateway that was started while Redis is silent")
          .during(silence)
          .failedWith(UnavailableException.class);
    }
    Gateways.awaitRoute(started);
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
        "a decision to be counted again: all are still degraded, although at most "
            + RECOVERY.toSeconds()
            + " s are allowed",
        RECOVERY.plus(Gateways.SLACK),
        () -> !gateway.decide(ROUTE, "probe for counting", 1).degraded());
  }

  static void awaitRedis(Redis redis) {
    Wait.conclusively("Redis to answer again", BOUND, () -> redis.answers(Duration.ofSeconds(1)));
  }
}
