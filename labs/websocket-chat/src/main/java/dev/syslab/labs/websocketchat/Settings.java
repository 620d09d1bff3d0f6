package dev.syslab.labs.websocketchat;

import java.time.Duration;

/**
 * How a chat server treats its connections.
 *
 * @param ping a client that has been silent for this long is sent a ping; 100 ms to 1 h
 * @param pong a client that is still silent this long after that is gone; 100 ms to 1 h
 * @param queue how many bytes may wait for a client that reads too slowly; 1 KiB to 1 GiB
 */
public record Settings(Duration ping, Duration pong, int queue) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 1 << 30;

  public Settings {
    check("ping", ping);
    check("pong", pong);
    if (queue < SMALLEST || queue > LARGEST) {
      throw new IllegalArgumentException("queue must be 1 KiB to 1 GiB, was " + queue);
    }
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " must be 100 ms to 1 h, was " + value);
    }
  }
}
