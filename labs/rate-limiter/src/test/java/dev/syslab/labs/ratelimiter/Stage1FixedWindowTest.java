package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 1, title = "One window for every gateway", points = 20)
class Stage1FixedWindowTest {
  private static final Duration PERIOD = Duration.ofHours(1);

  @Test
  @Hint("one-count")
  void gateways_share_one_window(
      @Replicas(3) Fleet<RateLimiter> gateways, Redis redis, Random random) throws Exception {
    configure(gateways, limits(limit("hourly", Algorithm.FIXED_WINDOW, 6, 3_600)));

    long admitted =
        new ServerClock(redis)
            .inOneWindow(
                PERIOD,
                () -> {
                  String client = "client-" + random.nextLong();
                  long allowed = 0;
                  for (int i = 0; i < 12; i++) {
                    allowed += gateways.get(i % 3).decide(ROUTE, client, 1).allowed() ? 1 : 0;
                  }
                  return allowed;
                });

    assertThat(admitted)
        .as("admitted of 12 calls, spread over 3 gateways, with a limit of 6; who counts them all?")
        .isEqualTo(6);
  }
}
