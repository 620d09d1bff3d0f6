package dev.syslab.labs.ratelimiter;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Round trips from now on, of the first gateway; exact while one call is made at a time. */
final class Trips {
  /** What asks without a script looks, computes and writes. */
  static final int TO_ASK = 3;

  /** Besides the calls: the configuration is looked up, slots are renewed. */
  private static final int UPKEEP_A_SECOND = 3;

  private final LongSupplier trips;
  private final Instant began = Instant.now();

  Trips(Fleet<RateLimiter> gateways, Redis redis) {
    trips = gateways.replica(0).link(redis).countRoundTrips();
  }

  long count() {
    return trips.getAsLong();
  }

  long upkeep() {
    return UPKEEP_A_SECOND * (Duration.between(began, Instant.now()).toSeconds() + 2);
  }
}
