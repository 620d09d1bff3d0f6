package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The connections of a node, and how they are sent to other nodes. Each gets a part of the window
 * of its own, in an order that is left to chance, and a moment in it.
 */
public class Drain {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int SERVICE_RESTART = 1012;

  private final Set<Connection> open = new LinkedHashSet<>();
  private Duration window;

  public synchronized void begin(Duration window) {
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window must be 1 s to 1 h, was " + window);
    }
    this.window = window;
    List<Connection> all = new ArrayList<>(open);
    Collections.shuffle(all);
    for (int i = 0; i < all.size(); i++) {
      sendAway(all.get(i), (i + ThreadLocalRandom.current().nextDouble()) / all.size());
    }
  }

  protected void sendAway(Connection connection, double part) {
    Duration delay = Duration.ofNanos((long) (window.toNanos() * part));
    connection.farewell(SERVICE_RESTART, "this node restarts", delay);
  }

  /** Lets nobody in any more. */
  public synchronized void check() {
    if (window != null) {
      throw new RefusedException(503, "this node is about to restart");
    }
  }

  public synchronized void opened(Connection connection) {
    open.add(connection);
    if (window != null) {
      sendAway(connection, 0); // It was let in just before.
    }
  }

  public synchronized void closed(Connection connection) {
    open.remove(connection);
  }
}
