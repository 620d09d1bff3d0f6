package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 6, title = "Slots that outlive their holder", points = 30)
class Stage6SlotsTest {

  @Test
  @Hint("lease-the-slot")
  void a_killed_gateways_slot_comes_back(@Replicas(2) Fleet<RateLimiter> gateways) {
    configure(gateways, limits(limit("hourly", Algorithm.SLIDING_LOG, 100, 3_600)), "\"slots\": 1");
    assertThat(gateways.get(0).acquire(ROUTE, "ann")).as("the only slot").isPresent();
    assertThat(gateways.get(1).acquire(ROUTE, "ann")).as("a second one").isEmpty();

    try (Fault death = gateways.replica(0).kill()) {
      Wait.until(
          "the slot of a gateway that was killed",
          RateLimiter.SLOT_LEASE.plus(RateLimiter.SLOT_GRACE).plus(SLACK),
          () -> gateways.get(1).acquire(ROUTE, "ann").isPresent());
    }
  }
}
