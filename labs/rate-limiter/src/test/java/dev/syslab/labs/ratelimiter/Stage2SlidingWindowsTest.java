package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 2, title = "No double burst at the edge", points = 20)
class Stage2SlidingWindowsTest {
  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final int TRIES = 5;

  @Test
  @Hint("look-back-one-period")
  void the_log_admits_no_second_burst_after_the_edge(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(limit("log", Algorithm.SLIDING_LOG, 10, PERIOD.toSeconds())));
    ServerClock clock = new ServerClock(redis);

    for (int i = 0; i < TRIES; i++) {
      String client = "client-" + i;
      clock.awaitPart(PERIOD, 0.6, 0.9);
      Instant before = clock.now();
      expectAdmitted(gateways.get(0), client, 10, "with a limit of 10");
      clock.awaitPart(PERIOD, 0, 0.5);
      boolean again = gateways.get(1).decide(ROUTE, client, 1).allowed();
      Duration passed = Duration.between(before, clock.now());

      if (passed.compareTo(PERIOD) < 0) {
        assertThat(again)
            .as(
                "whether one more call is admitted, at most %s after 10 of 10 were. Likely cause:"
                    + " the count restarts at the edge of an aligned window",
                passed)
            .isFalse();
        return;
      }
    }
    throw new Inconclusive("the machine was too slow to finish within one period");
  }

  @Test
  @Hint("weigh-the-window-before")
  void the_counter_admits_a_client_that_comes_back_when_told(
      Fleet<RateLimiter> gateways, Redis redis) throws Exception {
    Duration period = Duration.ofSeconds(2);
    configure(gateways, limits(limit("counter", Algorithm.SLIDING_COUNTER, 2, 2)));
    ServerClock clock = new ServerClock(redis);
    Iterator<Integer> tries = List.of(0, 1, 2, 3, 4).iterator();
    List<Decision> decisions =
        clock.inOneWindow(
            period,
            () -> {
              String client = "client-" + tries.next();
              return List.of(
                  gateways.get(0).decide(ROUTE, client, 2),
                  gateways.get(0).decide(ROUTE, client, 1));
            });
    Instant told = clock.now();
    Decision denied = decisions.get(1);
    assertThat(denied.allowed()).as("whether a third unit is admitted by a limit of 2").isFalse();

    clock.await(told.plus(denied.retryAfter()));

    assertThat(gateways.get(0).decide(ROUTE, "client-" + (tries.next() - 1), 1).allowed())
        .as(
            "whether one more call is admitted after retryAfter (%s), with no other calls in"
                + " between. Likely cause: the window in which 2 were admitted still has a weight"
                + " in the next one",
            denied.retryAfter())
        .isTrue();
  }

  @Test
  @Hint("one-period-later")
  void the_log_forgets_one_period_later(@Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(limit("log", Algorithm.SLIDING_LOG, 4, PERIOD.toSeconds())));
    ServerClock clock = new ServerClock(redis);
    gateways.get(0).decide(ROUTE, "ann", 1);
    Instant first = clock.now();
    clock.await(first.plusMillis(700));
    Instant earliest = clock.now();
    gateways.get(1).decide(ROUTE, "ann", 3);
    Instant latest = clock.now();

    Instant before = clock.now();
    Decision denied = gateways.get(0).decide(ROUTE, "ann", 2);
    Instant after = clock.now();
    Duration least = Duration.between(after, earliest.plus(PERIOD));
    Duration most = Duration.between(before, latest.plus(PERIOD)).plusMillis(1);
    clock.await(first.plus(PERIOD));
    boolean early = gateways.get(0).decide(ROUTE, "ann", 2).allowed();
    early &= clock.now().isBefore(earliest.plus(PERIOD));

    assertThat(denied.allowed()).as("whether a cost of 2 is admitted after 4 of 4 units").isFalse();
    assertThat(denied.retryAfter())
        .as(
            "retryAfter of a call of cost 2: until the first unit and one of the 3 later units are"
                + " one period old (the later units were admitted between %s and %s; this call was"
                + " made between %s and %s)",
            earliest, latest, before, after)
        .isBetween(least, most);
    assertThat(denied.resetAfter())
        .as("resetAfter: until the last unit is a period old, with the same times")
        .isBetween(least, most);
    assertThat(early)
        .as("whether a cost of 2 is admitted, with a limit of 4, when 1 of 4 units is a period old")
        .isFalse();
    clock.await(after.plus(denied.retryAfter()));
    expectAdmitted(gateways.get(1), "ann", 2, "after the denial's retryAfter");
  }

  @Test
  @Hint("denials-are-not-noted")
  void denied_calls_do_not_count_in_the_log(Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(limit("log", Algorithm.SLIDING_LOG, 2, PERIOD.toSeconds())));
    ServerClock clock = new ServerClock(redis);
    gateways.get(0).decide(ROUTE, "ann", 2);
    Instant latest = clock.now();

    int denied = 0;
    while (clock.now().isBefore(latest.plus(PERIOD.multipliedBy(4).dividedBy(5)))) {
      denied += gateways.get(0).decide(ROUTE, "ann", 1).allowed() ? 0 : 1;
      Wait.pass(PACE);
    }
    clock.await(latest.plus(PERIOD));

    assertThat(gateways.get(0).decide(ROUTE, "ann", 2).allowed())
        .as(
            "whether a cost of 2 is admitted, with a limit of 2, one period after the last 2 units"
                + " were; %d calls were denied in between. Are they in the log?",
            denied)
        .isTrue();
  }

  @Test
  @Hint("every-unit-is-an-entry")
  void calls_at_the_same_moment_all_count(@Replicas(3) Fleet<RateLimiter> gateways) {
    configure(gateways, limits(limit("log", Algorithm.SLIDING_LOG, 50, 86_400)));
    expectAdmitted(gateways.get(0), "ann", 20, "with a limit of 50");

    History<Decision> calls = gateways.concurrently(80, gateway -> gateway.decide(ROUTE, "ann", 1));

    assertThat(calls).acknowledgedAll();
    assertThat(calls.attempts().stream().filter(call -> call.get().allowed()).count())
        .as(
            "how many of 80 concurrent calls are admitted after one of cost 20, limit 50. Likely"
                + " cause: a cost is one entry, or entries with the same time become one member")
        .isBetween(30 - degraded(calls), 30L);

    configure(gateways, limits(limit("log", Algorithm.SLIDING_LOG, 10_000, 86_400)));
    Decision most = gateways.get(0).decide(ROUTE, "bob", 10_000);
    assertThat(List.of(most.allowed(), most.degraded()))
        .as("allowed and degraded, for a cost of 10,000 and a limit of 10,000")
        .containsExactly(true, false);
  }

  @Test
  @Hint("weigh-the-window-before")
  void the_counter_weighs_the_window_before(@Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    int amount = 100;
    configure(gateways, limits(limit("counter", Algorithm.SLIDING_COUNTER, amount, 3)));
    ServerClock clock = new ServerClock(redis);

    for (int i = 0; i < TRIES; i++) {
      String client = "client-" + i;
      clock.awaitPart(PERIOD, 0.6, 0.85);
      long window = clock.window(PERIOD);
      expectAdmitted(gateways.get(0), client, amount, "with a limit of 100");
      gateways.get(0).decide(ROUTE, client, amount); // Denied, so it has no weight later.
      gateways.get(0).decide(ROUTE, client + "-with-one", 1);
      boolean inOne = clock.window(PERIOD) == window;
      clock.awaitPart(PERIOD, 0.2, 0.5);
      double early = clock.passed(PERIOD);
      long admitted = admittedInARow(gateways.get(1), client);
      double late = clock.passed(PERIOD);
      boolean all = gateways.get(1).decide(ROUTE, client + "-with-one", amount).allowed();

      if (inOne && clock.window(PERIOD) == window + 1) {
        assertThat((double) admitted)
            .as(
                "admitted when %.2f to %.2f of a window had passed, after all %d were admitted"
                    + " in the previous one, whose weight is 1 minus the elapsed fraction",
                early, late, amount)
            .isBetween(Math.floor(amount * early), Math.floor(amount * late));
        assertThat(all)
            .as(
                "whether a cost of %d is admitted after 1 in the previous window, which still"
                    + " counts in part; is it rounded down?",
                amount)
            .isFalse();
        return;
      }
    }
    throw new Inconclusive("the machine was too slow to finish in one window");
  }

  @Test
  @Hint("forget-the-older-ones")
  void the_counter_forgets_what_is_two_windows_old(Fleet<RateLimiter> gateways, Redis redis)
      throws Exception {
    configure(gateways, limits(limit("counter", Algorithm.SLIDING_COUNTER, 10, 3)));
    ServerClock clock = new ServerClock(redis);
    List<Duration> resets =
        clock.inOneWindow(
            PERIOD,
            () -> {
              Duration early = clock.untilEdge(PERIOD).plus(PERIOD);
              Decision one = gateways.get(0).decide(ROUTE, "cat", 1);
              return List.of(
                  clock.untilEdge(PERIOD).plus(PERIOD), one.resetAfter(), early.plusMillis(1));
            });
    assertThat(resets.get(1))
        .as("resetAfter of a counter: what this window admits has a weight until the next one ends")
        .isBetween(resets.get(0), resets.get(2));
    gateways.get(0).decide(ROUTE, "ann", 10);
    gateways.get(0).decide(ROUTE, "bob", 6);
    long window = clock.window(PERIOD);

    Decision waits = gateways.get(0).decide(ROUTE, "bob", 8);
    Instant asked = clock.now();
    clock.await(Instant.EPOCH.plus(PERIOD.multipliedBy(window + 2)));
    boolean all = gateways.get(0).decide(ROUTE, "ann", 10).allowed();
    clock.await(asked.plus(waits.retryAfter()));

    assertThat(all).as("whether the full 10 are admitted, two windows after 10 were").isTrue();
    expectAdmitted(
        gateways.get(0), "bob", 8, "after 6 of 10 units, once retryAfter has passed (%s)", waits);
  }

  @Test
  @Hint("a-log-has-an-end")
  void what_is_noted_is_bounded_and_expires(
      Fleet<RateLimiter> gateways, Redis redis, Random random) {
    configure(
        gateways,
        limits(
            limit("log", Algorithm.SLIDING_LOG, 5, 1),
            limit("counter", Algorithm.SLIDING_COUNTER, 500, 1)));
    Keys keys = Keys.from(redis);
    ServerClock clock = new ServerClock(redis);
    Instant end = clock.now().plusMillis(2_500);
    int calls = 0;
    while (clock.now().isBefore(end) || calls < 60) {
      gateways.get(0).decide(ROUTE, "ann", 1 + random.nextInt(2));
      calls++;
      Wait.pass(PACE.multipliedBy(2));
    }

    assertThat(keys.entries())
        .as("members of all sets and lists after %d calls, with a SLIDING_LOG limit of 5", calls)
        .isLessThanOrEqualTo(10);
    assertThat(keys.lives().values())
        .as("times to live; at most two periods and a minute")
        .isNotEmpty()
        .allMatch(life -> !life.isNegative() && life.compareTo(Duration.ofSeconds(62)) <= 0);
  }

  @Test
  @Hint("one-clock")
  void gateways_with_wrong_clocks_agree(
      @Replicas(
              value = 3,
              clockOffsetMillis = {0, 5_400_000, -5_400_000})
          Fleet<RateLimiter> gateways) {
    String counter = limit("counter", Algorithm.SLIDING_COUNTER, 6, 3_600);
    String log = limit("log", Algorithm.SLIDING_LOG, 6, 3_600);
    configure(gateways, limits(log), clients(Map.of("counter", counter)));

    for (String client : List.of("log", "counter")) {
      assertThat(admitted(gateways, client, 18))
          .as("how many of 18 calls 3 gateways admit in an hour, with clocks off by 90 minutes")
          .isEqualTo(6);
    }
  }
}
