package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Stage(number = 1, title = "One window for every gateway", points = 20)
class Stage1FixedWindowTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String HOURLY = limit("hourly", Algorithm.FIXED_WINDOW, 6, 3_600);

  @Test
  @Hint("one-count")
  void gateways_share_one_window(
      @Replicas(3) Fleet<RateLimiter> gateways, Redis redis, Random random) throws Exception {
    configure(gateways, limits(HOURLY));

    long admitted =
        new ServerClock(redis)
            .inOneWindow(HOUR, () -> admitted(gateways, "client-" + random.nextLong(), 12));

    assertThat(admitted)
        .as(
            "how many of 12 calls, spread over 3 gateways, are admitted, with a limit of 6. Do all"
                + " gateways share one count, or does each keep its own?")
        .isEqualTo(6);
  }

  @Test
  @Hint("look-and-count-at-once")
  void no_two_gateways_admit_on_the_same_count(
      @Replicas(3) Fleet<RateLimiter> gateways, @Own Redis redis) {
    configure(gateways, limits(limit("once", Algorithm.FIXED_WINDOW, 1, 86_400)));

    List<Long> admitted =
        Rush.winners(
            gateways,
            redis,
            client -> gateway -> gateway.decide(ROUTE, client, 1),
            attempt -> attempt.get().degraded(),
            Decision::allowed);

    assertThat(admitted)
        .as(
            "admitted by 3 gateways that asked at the same moment, with a limit of 1. Likely cause:"
                + " each read the count before any of them had added to it")
        .containsOnly(1L);
  }

  @Test
  @Hint("set-and-expire-at-once")
  void no_key_is_without_a_time_to_live_at_any_moment(
      Fleet<RateLimiter> gateways, Redis redis, Random random) {
    configure(gateways, limits(HOURLY));
    Keys keys = Keys.from(redis);
    String client = "client-" + random.nextLong();

    try (Fault slow = gateways.replica(0).link(redis).delay(Duration.ofMillis(250))) {
      Ongoing<Decision> call = gateways.begin(0, gateway -> gateway.decide(ROUTE, client, 1));

      assertThat(keys.immortalDuring(call))
          .as(
              "keys seen without a time to live while a gateway counted; if the gateway dies at"
                  + " that moment, will they ever be deleted?")
          .isEmpty();
      assertThat(call.await(HOUR)).isAcknowledged().during(slow);
    }
    assertThat(keys.lives().values())
        .as(
            "times to live of the keys after a decision, with a window of an hour: at most two"
                + " hours and a minute")
        .isNotEmpty()
        .allMatch(life -> life.compareTo(HOUR.multipliedBy(2).plusMinutes(1)) <= 0);
  }

  @Test
  @Hint("a-window-ends-by-itself")
  void a_client_that_keeps_asking_is_admitted_in_the_next_window(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis, Random random) {
    Duration period = Duration.ofSeconds(2);
    configure(gateways, limits(limit("short", Algorithm.FIXED_WINDOW, 3, 2)));
    ServerClock clock = new ServerClock(redis);
    String client = "client-" + random.nextLong();
    clock.awaitPart(period, 0, 0.3);
    long filled = clock.window(period);
    admitted(gateways, client, 5);
    long window = clock.window(period);
    long denied = 0;
    long tooEarly = 0;

    while (clock.window(period) <= window) {
      boolean allowed = gateways.get(0).decide(ROUTE, client, 1).allowed();
      denied += allowed ? 0 : 1;
      tooEarly += allowed && filled == window && clock.window(period) == window ? 1 : 0;
      Wait.pass(PACE);
    }
    Instant edge = clock.now();
    boolean again = gateways.get(1).decide(ROUTE, client, 1).allowed();

    assertThat(tooEarly)
        .as(
            "admitted in a window whose limit of 3 was used up. Likely cause: the count's key"
                + " expires before its window ends")
        .isZero();
    assertThat(again)
        .as(
            "whether one call just after a window's edge (at %s) is admitted; %d calls were denied"
                + " before it. Likely cause: each call postpones the end of the window, or windows"
                + " are not aligned",
            edge, denied)
        .isTrue();
  }

  @Test
  @Hint("one-clock")
  void windows_follow_the_servers_clock(
      @Replicas(
              value = 3,
              clockOffsetMillis = {0, 3_600_000, -3_600_000})
          Fleet<RateLimiter> gateways,
      Redis redis,
      Random random)
      throws Exception {
    configure(gateways, limits(HOURLY));

    long admitted =
        new ServerClock(redis)
            .inOneWindow(HOUR, () -> admitted(gateways, "client-" + random.nextLong(), 24));

    assertThat(admitted)
        .as(
            "how many of 24 calls over 3 gateways, whose own clocks are an hour apart, are"
                + " admitted, with a limit of 6 an hour; which clock decides which window it is?")
        .isEqualTo(6);
  }

  @Test
  @Hint("when-the-window-ends")
  void a_denial_says_when_the_window_ends(Fleet<RateLimiter> gateways, Redis redis, Random random)
      throws Exception {
    Duration period = Duration.ofSeconds(60);
    configure(gateways, limits(limit("minute", Algorithm.FIXED_WINDOW, 4, 60)));
    ServerClock clock = new ServerClock(redis);

    clock.inOneWindow(
        period,
        () -> {
          String client = "client-" + random.nextLong();
          for (long left : new long[] {3, 1, 0}) {
            Decision counted = gateways.get(0).decide(ROUTE, client, left == 1 ? 2 : 1);
            assertThat(counted.allowed())
                .as("whether a call for which there is room is admitted")
                .isTrue();
            assertThat(counted.remaining()).as("remaining, of 4, after that call").isEqualTo(left);
            assertThat(counted.retryAfter()).as("retryAfter of an admitted call").isZero();
          }
          Duration early = clock.untilEdge(period);
          Decision denied = gateways.get(0).decide(ROUTE, client, 1);
          Duration late = clock.untilEdge(period);

          assertThat(denied.allowed())
              .as("whether the fifth call is admitted, with a limit of 4")
              .isFalse();
          assertThat(denied.retryAfter())
              .as("retryAfter of a denial; the window ends in %s to %s", late, early)
              .isBetween(late, early.plusMillis(1));
          assertThat(denied.resetAfter())
              .as("resetAfter: the time until the window ends, and the full amount is available")
              .isBetween(late, early.plusMillis(1));
          assertThat(denied)
              .extracting(Decision::policy, Decision::limit, Decision::degraded)
              .containsExactly("minute", 4L, false);
          return null;
        });
  }

  @Test
  @Hint("nothing-for-a-denial")
  void a_cost_that_does_not_fit_counts_nothing(
      Fleet<RateLimiter> gateways, Redis redis, Random random) throws Exception {
    configure(gateways, limits(HOURLY));

    List<Boolean> allowed =
        new ServerClock(redis)
            .inOneWindow(
                HOUR,
                () -> {
                  String client = "client-" + random.nextLong();
                  return Stream.of(4, 3, 3, 2, 1)
                      .map(cost -> gateways.get(0).decide(ROUTE, client, cost).allowed())
                      .toList();
                });

    assertThat(allowed)
        .as(
            "which of the calls with cost 4, 3, 3, 2 and 1 are admitted, with a limit of 6; is a"
                + " denied cost counted?")
        .containsExactly(true, false, false, true, false);
  }

  @Test
  @Hint("bounds-of-a-call")
  void what_is_out_of_bounds_is_refused_and_counts_nothing(
      Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(HOURLY));
    Keys keys = Keys.from(redis);

    for (long cost : new long[] {0, -1, 7, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(gateways.attempt(gateway -> gateway.decide(ROUTE, "ann", cost)))
          .as("a cost of %d, with a limit of 6", cost)
          .failedWith(BadCostException.class);
    }
    for (String client : List.of("", "x".repeat(257), "x".repeat(1 << 20))) {
      assertThat(gateways.attempt(gateway -> gateway.decide(ROUTE, client, 1)))
          .as("a client's name of %d characters", client.length())
          .failedWith(BadClientException.class);
    }
    assertThat(gateways.attempt(gateway -> gateway.decide("no-such-route", "ann", 1)))
        .failedWith(UnknownRouteException.class);
    assertThat(keys.names()).as("keys that rejected calls have left behind").isEmpty();
    assertThat(gateways.get(0).decide(ROUTE, "ü".repeat(256), 6).allowed())
        .as("whether a call with the longest name and the highest cost is admitted")
        .isTrue();
  }

  @Test
  @Hint("names-apart")
  void names_do_not_run_together(Fleet<RateLimiter> gateways) {
    String one = limits(limit("one", Algorithm.FIXED_WINDOW, 1, 86_400));
    gateways
        .get(0)
        .configure(
            "{\"routes\": {\"a\": {%s}, \"a:b\": {%s}, \"a/b\": {%s}}}".formatted(one, one, one));
    Wait.until(
        "the routes to be known",
        RateLimiter.CONFIGURED_WITHIN.plus(SLACK),
        () -> knows(gateways.get(0), "a/b"));

    for (List<String> pair :
        List.of(
            List.of("a", "b:c"),
            List.of("a:b", "c"),
            List.of("a", "b/c"),
            List.of("a/b", "c"),
            List.of("a", "{x}"),
            List.of("a", "x y"),
            List.of("a", "\"\n"),
            List.of("a", "größe"))) {
      assertThat(gateways.get(0).decide(pair.get(0), pair.get(1), 1).allowed())
          .as(
              "whether the first call on route “%s” for client “%s” is admitted, with a limit of 1"
                  + " each",
              pair.get(0), pair.get(1))
          .isTrue();
    }
  }

  @Test
  @Hint("kept-for-all")
  void a_gateway_that_starts_later_knows_the_configuration(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(HOURLY));

    gateways.replica(1).restart();

    awaitRoute(gateways.get(1));
    assertThat(Keys.all(redis).immortal())
        .as("keys without a time to live. Likely cause, if none: the configuration expires")
        .isNotEmpty();
  }
}
