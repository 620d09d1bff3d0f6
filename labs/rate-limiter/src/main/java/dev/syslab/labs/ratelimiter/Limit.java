package dev.syslab.labs.ratelimiter;

import java.time.Duration;

/**
 * One limit of a route, as the configuration has it.
 *
 * @param burst only a TOKEN_BUCKET has one; otherwise 0
 */
public record Limit(String name, Algorithm algorithm, long amount, Duration period, long burst) {

  /** The highest cost that it can ever admit. */
  public long capacity() {
    return algorithm == Algorithm.TOKEN_BUCKET ? burst : amount;
  }
}
