package dev.syslab.labs.websocketchat;

import java.time.Duration;

/**
 * How a chat server treats its connections.
 *
 * @param ping a client that has been silent for this long is sent a ping; 100 ms to 1 h
 * @param pong a client that is still silent this long after that is gone; 100 ms to 1 h
 */
public record Settings(Duration ping, Duration pong) {
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofHours(1);

  public Settings {
    check("ping", ping);
    check("pong", pong);
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(name + " must be 100 ms to 1 h, was " + value);
    }
  }
}
