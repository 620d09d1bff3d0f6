package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.Test;

@Stage(number = 5, title = "All limits or none", points = 20)
class Stage5SeveralLimitsTest {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final String FEW = limit("few", Algorithm.SLIDING_LOG, 2, 86_400);

  /** Limits of 10 that gain nothing while a test runs. */
  private static final List<String> OTHERS =
      List.of(
          limit("daily", Algorithm.SLIDING_LOG, 10, 86_400),
          limit("daily", Algorithm.SLIDING_COUNTER, 10, 86_400),
          bucket("daily", 1, 80_000, 10));

  @Test
  @Hint("check-all-then-count")
  void a_denial_consumes_nothing_of_the_other_limits(Fleet<RateLimiter> gateways) {
    for (String other : OTHERS) {
      for (String limits : List.of(limits(other, FEW), limits(FEW, other))) {
        String client = "client-" + limits.hashCode();
        configure(gateways, limits);
        RateLimiter gateway = gateways.get(0);
        gateway.decide(ROUTE, client, 2);
        for (int i = 0; i < 9; i++) {
          assertThat(gateway.decide(ROUTE, client, 1).policy())
              .as("the limit that denies, when 2 of 2 are used; %s", limits)
              .isEqualTo("few");
        }

        configure(gateways, limits(other));

        assertThat(gateway.decide(ROUTE, client, 8).allowed())
            .as(
                "whether a call of cost 8 is admitted, with a limit of 10, after 2 were admitted"
                    + " and 9 calls were denied by another limit, with %s. Likely cause: a limit"
                    + " counts before all limits have been checked",
                limits)
            .isTrue();
      }
    }
  }

  @Test
  @Hint("set-and-expire-at-once")
  void a_denial_leaves_no_key_for_ever(Fleet<RateLimiter> gateways, Redis redis) {
    for (String other : OTHERS) {
      String client = "client-" + other.hashCode();
      configure(gateways, limits(FEW));
      gateways.get(0).decide(ROUTE, client, 2);
      configure(gateways, limits(other, FEW));
      Keys keys = Keys.from(redis);

      assertThat(gateways.get(0).decide(ROUTE, client, 1).allowed())
          .as("whether a third call is admitted, with a limit of 2")
          .isFalse();

      assertThat(keys.immortal())
          .as(
              "keys without a time to live, after another limit denied the call. Likely cause:"
                  + " checking a limit that had no count yet wrote a key. That limit is %s",
              other)
          .isEmpty();
    }
  }

  @Test
  @Hint("a-new-algorithm")
  void a_limit_may_change_its_algorithm(Fleet<RateLimiter> gateways) {
    for (Algorithm algorithm : Algorithm.values()) {
      configure(gateways, limits(daily(algorithm, 10)));

      Decision decision = gateways.get(0).decide(ROUTE, "ann", 2);

      assertThat(decision.degraded())
          .as("whether a decision is degraded after the limit's algorithm became %s", algorithm)
          .isFalse();
      assertThat(decision.allowed())
          .as("whether a cost of 2 is admitted by a %s of 10", algorithm)
          .isTrue();
    }
  }

  private static String daily(Algorithm algorithm, int amount) {
    return algorithm == Algorithm.TOKEN_BUCKET
        ? bucket("daily", amount, 86_400, amount)
        : limit("daily", algorithm, amount, 86_400);
  }

  @Test
  @Hint("check-all-then-count")
  void all_limits_count_what_is_admitted(Fleet<RateLimiter> gateways) {
    String[] all = new String[OTHERS.size()];
    Arrays.setAll(all, i -> OTHERS.get(i).replace("daily", "daily-" + i));
    configure(gateways, limits(all));
    gateways.get(0).decide(ROUTE, "ann", 7);

    for (String one : all) {
      configure(gateways, limits(one));

      assertThat(gateways.get(0).decide(ROUTE, "ann", 4))
          .as("allowed and remaining, for cost 4; all 3 limits of 10 must have counted 7: %s", one)
          .extracting(Decision::allowed, Decision::remaining)
          .containsExactly(false, 3L);
    }
    configure(gateways, limits(OTHERS.get(0).replace("daily", "new")));
    expectAdmitted(gateways.get(0), "ann", 10, "by a new limit of 10; does it have its own count?");
  }

  @Test
  @Hint("one-step-for-all")
  void a_gateway_that_dies_in_a_denial_has_counted_nothing(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis, Random random) {
    // In any order: the first client that asks may be the only one counted before the kill.
    List<String> clients = Stream.of("ann", "bob", "eve").collect(Collectors.toList());
    Collections.shuffle(clients, random);
    Map<String, String> others = new TreeMap<>();
    Map<String, String> both = new TreeMap<>();
    for (int i = 0; i < OTHERS.size(); i++) {
      others.put(clients.get(i), OTHERS.get(i));
      both.put(clients.get(i), OTHERS.get(i) + ", " + FEW);
    }
    configure(gateways, limits(FEW), clients(both));
    clients.forEach(client -> gateways.get(0).decide(ROUTE, client, 2));

    try (Fault slow = gateways.replica(0).link(redis).delay(Duration.ofMillis(400))) {
      List<Denial> denials =
          clients.stream().sorted().map(client -> Denial.begin(gateways, redis, client)).toList();
      Wait.until(
          "decisions through a slow link to end",
          BOUND,
          () ->
              denials.stream().anyMatch(Denial::changed)
                  || denials.stream().allMatch(Denial::done));
      // Not for long: what should undo the first change is on its way.
      Wait.atMost(
          Duration.ofMillis(150),
          () -> denials.stream().allMatch(denial -> denial.changed() || denial.done()));
      gateways.replica(0).kill();
    }

    configure(gateways.get(1), limits(FEW), clients(others));
    others.forEach(
        (client, other) ->
            assertThat(gateways.get(1).decide(ROUTE, client, 8).allowed())
                .as(
                    "whether a call of cost 8 is admitted by the limit %s, after 2 were admitted"
                        + " and a gateway was killed while it denied one more because of another"
                        + " limit. Likely cause: it had already counted, and was about to refund",
                    other)
                .isTrue());
  }

  /** A call that will be denied, and what its client's keys held before it. */
  private record Denial(Ongoing<Decision> call, Keys keys, String before) {
    static Denial begin(Fleet<RateLimiter> gateways, Redis redis, String client) {
      Keys keys = Keys.of(redis, client);
      String before = keys.content();
      return new Denial(
          gateways.begin(0, gateway -> gateway.decide(ROUTE, client, 1)), keys, before);
    }

    boolean changed() {
      return !keys.content().equals(before);
    }

    boolean done() {
      return call.done();
    }
  }

  @Test
  @Hint("the-limit-in-the-way")
  void the_decision_speaks_of_the_limit_in_the_way(Fleet<RateLimiter> gateways) {
    configure(
        gateways,
        limits(
            limit("hour", Algorithm.SLIDING_LOG, 5, 3_600),
            limit("day", Algorithm.SLIDING_LOG, 3, 86_400),
            limit("minute", Algorithm.SLIDING_LOG, 3, 60)));
    RateLimiter gateway = gateways.get(0);

    Decision admitted = gateway.decide(ROUTE, "ann", 3);
    Decision denied = gateway.decide(ROUTE, "ann", 1);

    assertThat(admitted)
        .as(
            "the limit that an admission of cost 3 reports, with limits of 5, 3 and 3: the first"
                + " of those with the least left")
        .extracting(Decision::policy, Decision::limit, Decision::remaining)
        .containsExactly("day", 3L, 0L);
    assertThat(denied)
        .as("a denied call reports the limit that will be the last to have room for it again")
        .extracting(Decision::policy, Decision::limit, Decision::remaining)
        .containsExactly("day", 3L, 0L);
    assertThat(denied.retryAfter())
        .as("retryAfter, when a per-minute and a per-day limit have no room")
        .isBetween(Duration.ofDays(1).minusMinutes(1), Duration.ofDays(1));
    assertThat(deniedOfEquals(gateway).policy())
        .as("the limit that a denial names, when “one” and “two” have room again at the same time")
        .isEqualTo("one");
  }

  private static Decision deniedOfEquals(RateLimiter gateway) {
    configure(
        gateway,
        limits(
            limit("many", Algorithm.FIXED_WINDOW, 9, 86_400),
            limit("one", Algorithm.FIXED_WINDOW, 1, 86_400),
            limit("two", Algorithm.FIXED_WINDOW, 1, 86_400)));
    gateway.decide(ROUTE, "bob", 1);
    return gateway.decide(ROUTE, "bob", 1);
  }

  @Test
  @Hint("the-limit-in-the-way")
  void of_a_limit_that_was_lowered_nothing_is_left(Fleet<RateLimiter> gateways) {
    RateLimiter gateway = gateways.get(0);
    for (Algorithm algorithm : Algorithm.values()) {
      String client = "client of a " + algorithm;
      configure(gateway, limits(daily(algorithm, 10)));
      gateway.decide(ROUTE, client, 10);
      configure(gateway, limits(daily(algorithm, 2)));

      Decision denied = gateway.decide(ROUTE, client, 1);

      assertThat(denied)
          .as("a call after a %s limit, of which 10 units are used, was lowered to 2", algorithm)
          .extracting(Decision::allowed, Decision::limit, Decision::remaining)
          .containsExactly(false, 2L, 0L);
    }
  }

  @Test
  @Hint("the-limit-in-the-way")
  void after_retry_after_every_limit_has_room(Fleet<RateLimiter> gateways, Redis redis) {
    configure(
        gateways,
        limits(
            bucket("bucket", 5, 1, 4),
            limit("log", Algorithm.SLIDING_LOG, 4, 2),
            limit("counter", Algorithm.SLIDING_COUNTER, 6, 1)));
    ServerClock clock = new ServerClock(redis);
    gateways.get(0).decide(ROUTE, "ann", 4);

    Decision denied = gateways.get(0).decide(ROUTE, "ann", 3);
    assertThat(denied.allowed()).as("whether a cost of 3 is admitted").isFalse();
    clock.await(clock.now().plus(denied.retryAfter()));

    expectAdmitted(
        gateways.get(0), "ann", 3, "after retryAfter (%s), with three limits", denied.retryAfter());
  }

  @Test
  @Hint("least-capacity")
  void no_cost_is_above_the_least_capacity(Fleet<RateLimiter> gateways) {
    configure(
        gateways,
        limits(
            limit("wide", Algorithm.SLIDING_LOG, 10, 86_400),
            bucket("narrow", 1_000, 1, 4),
            limit("wider", Algorithm.FIXED_WINDOW, 20, 86_400)));

    assertThat(gateways.attempt(gateway -> gateway.decide(ROUTE, "ann", 5)))
        .as("a cost of 5, with a bucket of 4 among larger limits: it could never be admitted")
        .failedWith(BadCostException.class);
    expectAdmitted(gateways.get(0), "ann", 4, "by a bucket of 4 among larger limits");
  }
}
