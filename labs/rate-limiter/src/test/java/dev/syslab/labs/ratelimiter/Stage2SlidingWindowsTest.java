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

  @Test
  @Hint("look-back-one-period")
  void the_log_admits_no_second_burst_after_the_edge(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, limits(limit("log", Algorithm.SLIDING_LOG, 10, PERIOD.toSeconds())));
    ServerClock clock = new ServerClock(redis);

    for (int i = 0; i < 5; i++) {
      String client = "client-" + i;
      clock.awaitPart(PERIOD, 0.6, 0.9);
      Instant before = clock.now();
      assertThat(gateways.get(0).decide(ROUTE, client, 10).allowed()).as("the first 10").isTrue();
      clock.awaitPart(PERIOD, 0, 0.5);
      boolean again = gateways.get(1).decide(ROUTE, client, 1).allowed();
      Duration passed = Duration.between(before, clock.now());

      if (passed.compareTo(PERIOD) < 0) {
        assertThat(again)
            .as(
                "one more, at most %s after 10 of 10 were admitted. Likely cause: the count begins"
                    + " anew at the edge of an aligned window",
                passed)
            .isFalse();
        return;
      }
    }
    throw new Inconclusive("the machine was too slow for a period");
  }
}
