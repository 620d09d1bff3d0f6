package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 7, title = "When Redis is away", points = 30)
class Stage7SilentRedisTest {

  @Test
  @Hint("declared-failure")
  void a_silent_redis_leaves_the_decision_to_the_route(
      Fleet<RateLimiter> gateways, @Own Redis redis) {
    configure(
        gateways,
        limits(limit("hourly", Algorithm.SLIDING_LOG, 100, 3_600)),
        "\"onFailure\": \"OPEN\"");
    gateways.get(0).decide(ROUTE, "ann", 1);

    try (Fault silence = redis.pause()) {
      Attempt<Decision> attempt = gateways.attempt(gateway -> gateway.decide(ROUTE, "ann", 1));

      assertThat(attempt).endedWithin(RateLimiter.PATIENCE.plus(SLACK)).during(silence);
      assertThat(attempt.get().degraded()).as("decided without Redis").isTrue();
      assertThat(attempt.get().allowed()).as("admitted by a route that fails OPEN").isTrue();
    }
  }
}
