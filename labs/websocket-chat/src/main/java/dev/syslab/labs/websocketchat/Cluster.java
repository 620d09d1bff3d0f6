package dev.syslab.labs.websocketchat;

import java.time.Duration;

/**
 * How several nodes serve one chat.
 *
 * @param presence how soon the members of a node that has died are gone; 1 s to 1 h
 * @param kept how many of a room's last messages are kept for clients that resume; {@link
 *     ChatServer#HISTORY} to 10,000
 */
public record Cluster(Duration presence, int kept) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST = 10_000;

  public Cluster {
    if (presence.compareTo(SHORTEST) < 0 || presence.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("presence must be 1 s to 1 h, was " + presence);
    }
    if (kept < ChatServer.HISTORY || kept > MOST) {
      throw new IllegalArgumentException(
          "kept must be %d to %d, was %d".formatted(ChatServer.HISTORY, MOST, kept));
    }
  }
}
