package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.labs.ratelimiter.Gateways.*;
import static dev.syslab.labs.ratelimiter.RateLimiter.PATIENCE;
import static dev.syslab.labs.ratelimiter.RateLimiter.RECOVERY;
import static dev.syslab.labs.ratelimiter.RateLimiter.SLOT_LEASE;

import dev.syslab.kit.*;
import java.net.http.HttpResponse;
import java.time.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 7, title = "When Redis is unavailable", points = 30)
class Stage7SilentRedisTest {
  private static final Duration BOUND = Duration.ofSeconds(9);

  /** The patience, and something for a slow machine; the test tries again before it blames. */
  private static final Duration PATIENT = PATIENCE.plusMillis(500);

  private static final String LIMITS = limits(limit("daily", Algorithm.SLIDING_LOG, 100, 86_400));
  private static final String OPEN = "\"onFailure\": \"OPEN\"";

  @Test
  @Hint("declared-failure")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void a_silent_redis_leaves_the_decision_to_the_route(
      Fleet<RateLimiter> gateways, @Own Redis redis) throws Exception {
    configure(gateways, LIMITS, OPEN);
    for (boolean open : new boolean[] {true, false}) {
      configure(gateways, LIMITS, open ? OPEN : "\"slots\": 1");
      gateways.get(0).decide(ROUTE, "ann", 1);

      Silence.of(
          redis,
          silence -> {
            Attempt<Decision> attempt =
                gateways.attempt(gateway -> gateway.decide(ROUTE, "ann", 1));

            assertThat(attempt)
                .as("a decision while Redis is silent; how long does your client wait?")
                .during(silence)
                .endedWithin(PATIENT)
                .isAcknowledged();
            Silence.expectDegraded(attempt.get(), open);
          });
      Silence.awaitCounting(gateways.get(0));
    }
  }

  @Test
  @Hint("many-at-once")
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  void many_callers_wait_no_longer_than_one(Fleet<RateLimiter> gateways, @Own Redis redis)
      throws Exception {
    configure(gateways, LIMITS, OPEN);
    gateways.get(0).decide(ROUTE, "ann", 1);

    Silence.of(
        redis,
        silence -> {
          List<Ongoing<?>> calls = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            calls.add(gateways.begin(0, gateway -> gateway.decide(ROUTE, "ann", 1)));
            calls.add(gateways.begin(0, gateway -> gateway.acquire(ROUTE, "ann")));
          }
          for (int i = 0; i < calls.size(); i++) {
            var ended =
                assertThat(calls.get(i).await(Duration.ofSeconds(25)))
                    .as("one of 60 parallel calls while Redis is silent; does it wait for others?")
                    .during(silence)
                    .endedWithin(PATIENT);
            if (i % 2 == 0) {
              ended.isAcknowledged();
            }
          }
        });
  }

  @Test
  @Hint("any-failure")
  void a_redis_that_is_gone_is_the_same(Fleet<RateLimiter> gateways, Redis redis) throws Exception {
    configure(gateways, LIMITS, OPEN);
    gateways.get(0).decide(ROUTE, "ann", 1);

    Silence.unlessTooLate(
        gateways,
        () -> {
          try (Fault cut = gateways.replica(0).link(redis).cut()) {
            for (int i = 0; i < 3; i++) {
              Attempt<Decision> attempt = gateways.attempt(one -> one.decide(ROUTE, "ann", 60));

              assertThat(attempt)
                  .as("a decision while connections to Redis close immediately; call %d", i + 1)
                  .during(cut)
                  .endedWithin(PATIENT)
                  .isAcknowledged();
              assertThat(attempt.get())
                  .as("allowed and degraded, for a cost of 60 each time and a limit of 100")
                  .extracting(Decision::allowed, Decision::degraded)
                  .containsExactly(true, true);
            }
          }
        });
  }

  @Test
  @Hint("slow-is-not-silent")
  void a_slow_redis_still_counts(Fleet<RateLimiter> gateways, Redis redis) throws Exception {
    Iterator<String> clients = List.of("ann", "bob", "eve").iterator();
    configure(gateways, LIMITS, OPEN);
    Silence.unlessTooLate(
        gateways,
        () -> {
          String client = clients.next();
          gateways.get(0).decide(ROUTE, client, 90);
          try (Fault slow = gateways.replica(0).link(redis).delay(Duration.ofMillis(300))) {
            for (int left = 9; left >= 8; left--) {
              var attempt = gateways.attempt(gateway -> gateway.decide(ROUTE, client, 1));

              assertThat(attempt).during(slow).isAcknowledged();
              assertThat(Silence.onTime(attempt))
                  .as("degraded and remaining; a Redis that takes 300 ms is slow, not silent")
                  .extracting(Decision::degraded, Decision::remaining)
                  .containsExactly(false, (long) left);
            }
          }
        });
  }

  @Test
  @Hint("lost-scripts")
  void a_redis_that_has_lost_its_scripts_counts(Fleet<RateLimiter> gateways, @Own Redis redis) {
    configure(gateways, LIMITS, OPEN);
    gateways.get(0).decide(ROUTE, "ann", 90);
    gateways.get(0).acquire(ROUTE, "bob");
    redis.client().scriptFlush();

    Attempt<Decision> attempt = gateways.attempt(gateway -> gateway.decide(ROUTE, "ann", 1));
    var slot = gateways.attempt(gateway -> gateway.acquire(ROUTE, "ann"));

    assertThat(slot).as("a slot, after SCRIPT FLUSH").isAcknowledged();
    assertThat(attempt).as("a decision after SCRIPT FLUSH").isAcknowledged();
    assertThat(attempt.get())
        .as("degraded and remaining, after SCRIPT FLUSH")
        .extracting(Decision::degraded, Decision::remaining)
        .containsExactly(false, 9L);
  }

  @Test
  @Hint("old-connections")
  void a_redis_that_was_restarted_counts(Fleet<RateLimiter> gateways, @Own Redis redis) {
    configure(gateways, LIMITS, OPEN);
    assertThat(gateways.concurrently(24, gateway -> gateway.decide(ROUTE, "many", 1)))
        .acknowledgedAll();
    try (Fault death = redis.stop()) {
      death.awaitEffect(BOUND);
    }
    Silence.awaitRedis(redis);
    // Not by asking: a gateway that is asked learns what became of its connections.
    Wait.pass(RECOVERY);

    for (int i = 0; i < 3; i++) {
      Attempt<Decision> attempt = gateways.attempt(gateway -> gateway.decide(ROUTE, "bob", 1));

      assertThat(attempt).as("call %d after Redis was restarted", i + 1).isAcknowledged();
      assertThat(attempt.get().degraded())
          .as(
              "whether a decision is degraded 3 s after Redis was restarted; is a broken connection"
                  + " still used?")
          .isFalse();
    }
  }

  @Test
  @Hint("come-back")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void after_the_silence_redis_counts_again(
      @Replicas(2) Fleet<RateLimiter> gateways, @Own Redis redis) throws Exception {
    configure(gateways, LIMITS, OPEN);
    gateways.get(0).decide(ROUTE, "ann", 50);
    gateways.get(0).acquire(ROUTE, "ann");
    Silence.thenRecovery(
        gateways.get(0),
        redis,
        silence -> {
          Wait.pass(SLOT_LEASE); // So that a renewal fails.
          for (int i = 0; i < 8; i++) {
            assertThat(gateways.attempt(one -> one.decide(ROUTE, "ann", 1))).during(silence);
          }
        });

    assertThat(gateways.get(0).decide(ROUTE, "ann", 100).allowed())
        .as("whether a cost of 100 is admitted after more than 50 of 100; are calls counted again?")
        .isFalse();
    Tenancy.begin(gateways, redis, List.of("bob"))
        .expectKept(SLOT_LEASE.plusSeconds(1), "no slot is renewed after one renewal has failed");
  }

  @Test
  @Hint("sent-is-sent")
  void what_may_have_been_counted_is_not_sent_again(Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS, OPEN);
    gateways.get(0).decide(ROUTE, "ann", 80);
    long left = 20;

    // The first connection on which Redis answers is held: mostly this decision's.
    for (int i = 0; i < 8; i++) {
      Decision decision;
      try (Hold late = gateways.replica(0).link(redis).holdAfter(0, FROM_SERVER).ifReached()) {
        decision = gateways.get(0).decide(ROUTE, "ann", 1);
      }
      if (decision.degraded()) {
        break;
      }
      left--;
      assertThat(decision.remaining())
          .as("what remains after %d calls of cost 1; are commands resent after a timeout?", i + 1)
          .isEqualTo(left);
    }
    Silence.awaitCounting(gateways.get(0));

    assertThat(gateways.get(0).decide(ROUTE, "ann", 1).remaining())
        .as("what remains after a degraded call, which may have been counted, and one more")
        .isBetween(left - 2, left - 1);
  }

  @Test
  @Hint("say-that-it-is-unavailable")
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  void what_redis_must_keep_is_not_promised_without_it(
      Fleet<RateLimiter> gateways, @Own Redis redis) throws Exception {
    configure(gateways, LIMITS);
    String slot = gateways.get(0).acquire(ROUTE, "ann").orElseThrow();
    Map<String, Call<RateLimiter, Object>> calls =
        Map.of(
            "acquire", gateway -> gateway.acquire(ROUTE, "bob"),
            "release", gateway -> gateway.release(slot),
            "configure", gateway -> configured(gateway, LIMITS, OPEN));

    Silence.of(
        redis,
        silence ->
            calls.forEach(
                (name, call) ->
                    assertThat(gateways.attempt(0, call))
                        .as("%s while Redis is silent", name)
                        .during(silence)
                        .endedWithin(PATIENT)
                        .failedWith(UnavailableException.class)));
    Silence.expectStart(gateways, redis);
  }

  @Test
  @Hint("http-without-redis")
  void http_tells_a_degraded_denial_from_a_full_quota(Fleet<RateLimiter> gateways, Redis redis)
      throws Exception {
    try (Upstream upstream = new Upstream()) {
      Web web = new Web(gateways.get(0).listen(upstream.address()));
      for (boolean open : new boolean[] {true, false}) {
        configure(gateways, LIMITS, open ? OPEN : "\"slots\": 1");
        assertThat(web.get("ann").statusCode()).as("status while Redis is up").isEqualTo(200);

        try (Fault cut = gateways.replica(0).link(redis).cut()) {
          HttpResponse<String> answer = web.get("ann");
          cut.awaitEffect(BOUND);

          Silence.expectDegraded(answer, open);
        }
        Silence.awaitCounting(gateways.get(0));
      }
      assertThat(upstream.heard()).as("requests that were forwarded: all but the 503").hasSize(3);
    }
  }
}
