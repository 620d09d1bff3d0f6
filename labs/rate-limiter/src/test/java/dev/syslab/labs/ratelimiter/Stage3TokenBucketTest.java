package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 3, title = "Tokens that come evenly", points = 20)
class Stage3TokenBucketTest {
  private static final int BURST = 40;
  private static final int PER_SECOND = 7;

  @Test
  @Hint("no-token-is-lost")
  void who_asks_all_the_time_gets_every_token(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(bucket("bucket", PER_SECOND, 1, BURST)));
    ServerClock clock = new ServerClock(redis);
    Instant before = clock.now();
    assertThat(gateways.get(0).decide(ROUTE, "ann", BURST).allowed()).as("a full bucket").isTrue();
    Instant empty = clock.now();

    int admitted = 0;
    Instant last = empty;
    for (int i = 0; Duration.between(empty, last).toMillis() < 2_000; i++) {
      last = clock.now();
      admitted += gateways.get(i % 2).decide(ROUTE, "ann", 1).allowed() ? 1 : 0;
    }

    double least = Math.floor(PER_SECOND * seconds(empty, last));
    double most = Math.floor(PER_SECOND * seconds(before, clock.now()));
    assertThat((double) admitted)
        .as("admitted in the %.3f s after the bucket was empty", seconds(empty, last))
        .isBetween(least, most);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
