package dev.syslab.labs.ratelimiter;

import java.time.Duration;

/**
 * One limit of a route, as in the configuration.
 *
 * @param burst the capacity of a TOKEN_BUCKET; 0 for other algorithms
 */
public record Limit(String name, Algorithm algorithm, long amount, Duration period, long burst) {

  /** The highest cost that this limit can ever admit. */
  public long capacity() {
    return algorithm == Algorithm.TOKEN_BUCKET ? burst : amount;
  }
}
