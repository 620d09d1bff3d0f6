package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 5, title = "All limits or none", points = 20)
class Stage5SeveralLimitsTest {

  @Test
  @Hint("check-all-then-count")
  void a_denial_consumes_nothing_of_the_other_limits(Fleet<RateLimiter> gateways) {
    configure(
        gateways,
        limits(
            limit("daily", Algorithm.SLIDING_LOG, 10, 86_400),
            limit("few", Algorithm.SLIDING_LOG, 2, 86_400)));
    RateLimiter gateway = gateways.get(0);
    gateway.decide(ROUTE, "ann", 2);
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.decide(ROUTE, "ann", 1).policy())
          .as("the limit in the way")
          .isEqualTo("few");
    }

    configure(gateways, limits(limit("daily", Algorithm.SLIDING_LOG, 10, 86_400)));
    Wait.until(
        "the route to have its one limit",
        RateLimiter.CONFIGURED_WITHIN.plus(SLACK),
        () -> gateway.decide(ROUTE, "bob", 1).policy().equals("daily"));

    assertThat(gateway.decide(ROUTE, "ann", 8).allowed())
        .as("2 of 10 were admitted and 20 calls denied by another limit; are the other 8 there?")
        .isTrue();
  }
}
