package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Stage(number = 3, title = "Tokens that come evenly", points = 20)
class Stage3TokenBucketTest {
  private static final int BURST = 40;
  private static final int PER_SECOND = 7;
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int AMOUNT = 8;

  @Test
  @Hint("no-token-is-lost")
  void a_client_that_keeps_asking_gets_every_token(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(bucket("bucket", PER_SECOND, 1, BURST)));
    ServerClock clock = new ServerClock(redis);
    Instant before = clock.now();
    assertThat(gateways.get(0).decide(ROUTE, "ann", BURST).allowed())
        .as("whether a full bucket admits its burst")
        .isTrue();
    Instant empty = clock.now();

    int admitted = 0;
    Instant last = empty;
    // Until there is nothing left: after a moment in which the machine stood still there may be.
    boolean more = true;
    for (int i = 0; more || Duration.between(empty, last).toMillis() < 2_000; i++) {
      last = clock.now();
      more = gateways.get(i % 2).decide(ROUTE, "ann", 1).allowed();
      admitted += more ? 1 : 0;
      Wait.pass(PACE);
    }

    double least = Math.floor(PER_SECOND * seconds(empty, last));
    double most = Math.floor(PER_SECOND * seconds(before, clock.now()));
    assertThat((double) admitted)
        .as(
            "admitted in the %.3f s after the bucket was empty, with %d tokens a second and a call"
                + " every few milliseconds; are fractions of a token lost, or counted twice?",
            seconds(empty, last), PER_SECOND)
        .isBetween(least, most);
  }

  @Test
  @Hint("no-more-than-burst")
  void a_bucket_holds_no_more_than_its_burst(Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(bucket("bucket", 50, 1, 20)));
    ServerClock clock = new ServerClock(redis);
    gateways.get(0).decide(ROUTE, "ann", 20);
    // Time for three times as many tokens as there is room for.
    clock.await(clock.now().plusMillis(1_200));

    Instant before = clock.now();
    long admitted = 0;
    // Few calls: the longer they take, the more may be admitted.
    for (int i = 0; i < 4; i++) {
      admitted += gateways.get(0).decide(ROUTE, "ann", 10).allowed() ? 10 : 0;
    }
    double most = 20 + Math.floor(50 * seconds(before, clock.now()) + 1e-3);

    assertThat((double) admitted)
        .as(
            "tokens that 4 calls of cost 10 got after an idle time of 1.2 s, with a burst of 20 and"
                + " 50 tokens a second")
        .isBetween(20.0, most);
  }

  @Test
  @Hint("tokens-come-evenly")
  void around_an_edge_each_algorithm_admits_what_it_promises(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis, Notes notes) {
    configure(
        gateways,
        limits(bucket("a", AMOUNT, 2, AMOUNT)),
        clients(
            Map.of(
                "fixed window", limit("a", Algorithm.FIXED_WINDOW, AMOUNT, 2),
                "sliding log", limit("a", Algorithm.SLIDING_LOG, AMOUNT, 2),
                "sliding counter", limit("a", Algorithm.SLIDING_COUNTER, AMOUNT, 2))));
    ServerClock clock = new ServerClock(redis);
    Admissions window = new Admissions("fixed window", clock);
    Admissions log = new Admissions("sliding log", clock);
    Admissions counter = new Admissions("sliding counter", clock);
    Admissions bucket = new Admissions("token bucket", clock);

    Instant edge =
        Admissions.askAroundAnEdge(PERIOD, AMOUNT, gateways, notes, window, log, counter, bucket);

    window.assertWindow(edge.minus(PERIOD), PERIOD, f -> AMOUNT);
    window.assertWindow(edge, PERIOD, f -> AMOUNT);
    log.assertAnyTime(seconds -> seconds < 2 ? AMOUNT : Double.MAX_VALUE);
    long before = counter.until(edge);
    counter.assertWindow(edge, PERIOD, f -> AMOUNT - before * (1 - f));
    bucket.assertAnyTime(seconds -> AMOUNT + seconds * AMOUNT / 2);
  }

  @Test
  @Hint("enough-for-the-cost")
  void retry_after_is_as_long_as_the_cost_needs(Fleet<RateLimiter> gateways, Redis redis) {
    String quick = bucket("bucket", 1_000, 1, 20);
    configure(gateways, limits(bucket("bucket", 3, 1, 30)), clients(Map.of("quick", quick)));
    ServerClock clock = new ServerClock(redis);
    Instant earliest = clock.now();
    gateways.get(0).decide(ROUTE, "ann", 30);
    Instant latest = clock.now();

    Instant before = clock.now();
    Decision denied = gateways.get(0).decide(ROUTE, "ann", 5);
    Instant after = clock.now();
    Duration needed = Duration.ofMillis(5_000 / 3);

    assertThat(denied.allowed()).as("whether an empty bucket admits a cost of 5").isFalse();
    assertThat(denied.retryAfter())
        .as("retryAfter of a cost of 5, with 3 tokens a second and a bucket that was just emptied")
        .isBetween(
            needed.minus(Duration.between(earliest, after)),
            needed.minus(Duration.between(latest, before)).plusMillis(2));
    Duration full = Duration.ofSeconds(10);
    assertThat(denied.resetAfter())
        .as("resetAfter: the time until the bucket is full again, with 30 tokens")
        .isBetween(
            full.minus(Duration.between(earliest, after)),
            full.minus(Duration.between(latest, before)).plusMillis(2));
    clock.await(after.plus(denied.retryAfter()));
    expectAdmitted(
        gateways.get(0), "ann", 5, "after the denial's retryAfter of %s", denied.retryAfter());
    assertThat(denied(gateways, "quick", 20))
        .as("denials by a bucket that gains a token every millisecond; are times rounded up?")
        .noneMatch(one -> one.retryAfter().isZero() || one.resetAfter().isZero());
  }

  /** Of many costs, some are denied for want of less than a token. */
  private static List<Decision> denied(Fleet<RateLimiter> gateways, String client, int burst) {
    AtomicInteger next = new AtomicInteger();
    return gateways
        .concurrently(
            10 * burst, one -> one.decide(ROUTE, client, 1 + next.getAndIncrement() % burst))
        .results()
        .stream()
        .filter(decision -> !decision.allowed() && !decision.degraded())
        .toList();
  }

  @Test
  @Hint("one-clock")
  void any_time_is_bounded_over_gateways_with_wrong_clocks(
      @Replicas(
              value = 3,
              clockOffsetMillis = {0, 90_000, -90_000})
          Fleet<RateLimiter> gateways,
      Redis redis) {
    configure(gateways, limits(bucket("bucket", 1, 2, 30)));
    ServerClock clock = new ServerClock(redis);
    Instant before = clock.now();

    History<Decision> calls =
        gateways.concurrently(120, gateway -> gateway.decide(ROUTE, "ann", 1));
    double most = 30 + Math.floor(0.5 * seconds(before, clock.now()));

    assertThat(calls).acknowledgedAll();
    assertThat((double) calls.attempts().stream().filter(call -> call.get().allowed()).count())
        .as(
            "how many of 120 concurrent calls over 3 gateways, whose clocks are 90 s apart, are"
                + " admitted, with a burst of 30 and a token every 2 s")
        .isBetween(30.0 - degraded(calls), most);
  }

  @Test
  @Hint("until-it-is-full")
  void a_bucket_is_kept_until_it_is_full_again(Fleet<RateLimiter> gateways, Redis redis) {
    // Nearly empty: a period is a second, and the bucket needs 9.5 s to be full.
    configure(gateways, limits(bucket("bucket", 2, 1, 20)));
    Keys keys = Keys.from(redis);
    ServerClock clock = new ServerClock(redis);
    Instant empty = clock.now();
    Decision first = gateways.get(0).decide(ROUTE, "ann", 19);
    Map<String, Duration> lives = keys.lives();
    Duration untilFull = Duration.ofMillis(9_500).minus(Duration.between(empty, clock.now()));
    clock.await(empty.plusMillis(2_600));

    long admitted = admittedInARow(gateways.get(0), "ann");
    double most = Math.floor(1 + 2 * seconds(empty, clock.now()));

    assertThat((double) admitted)
        .as(
            "admitted after an idle time of 2.6 s, from a bucket that had 1 token and gains 2 a"
                + " second. Likely cause: its key had expired, and a bucket without a key is full")
        .isLessThanOrEqualTo(most);
    assertThat(lives.values())
        .as(
            "times to live of a bucket that takes %s to become full: at least that, and at most a"
                + " minute more",
            untilFull)
        .anyMatch(life -> life.compareTo(untilFull) >= 0)
        .allMatch(life -> !life.isNegative() && life.compareTo(Duration.ofSeconds(70)) <= 0);
    assertThat(first.limit())
        .as("limit of a decision: for a bucket, it is the burst")
        .isEqualTo(20);
  }

  @Test
  @Hint("large-numbers")
  void large_numbers_stay_exact(Fleet<RateLimiter> gateways, Redis redis) {
    long burst = 1_000_000_000;
    long perDay = 34_000_000;
    configure(gateways, limits(bucket("bucket", perDay, 86_400, burst)));
    ServerClock clock = new ServerClock(redis);
    RateLimiter gateway = gateways.get(0);

    Instant before = clock.now();
    Decision nearlyAll = gateway.decide(ROUTE, "ann", burst - 501);
    Decision denied = gateway.decide(ROUTE, "ann", burst);
    double gained = perDay / 86_400.0 * seconds(before, clock.now());

    assertThat(nearlyAll.allowed())
        .as("whether a call for all but 501 of a billion tokens is admitted")
        .isTrue();
    assertThat(denied.allowed()).as("whether the full burst is admitted a second time").isFalse();
    assertThat((double) denied.remaining())
        .as(
            "what remains after the denial, when 501 were left and at most %.0f have arrived since."
                + " Likely cause: a number was converted to text such as 1e+09, and read back as a"
                + " different one",
            gained)
        .isBetween(501.0, 501 + gained + 1);
    assertThat(denied.retryAfter())
        .as("retryAfter of the full amount: a little more than 29 days")
        .isBetween(Duration.ofDays(29), Duration.ofDays(30));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
