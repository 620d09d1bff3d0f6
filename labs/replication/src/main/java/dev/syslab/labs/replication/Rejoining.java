package dev.syslab.labs.replication;

import java.time.Duration;

/** How a server that has lost its primary, or was one, becomes a replica of the new primary. */
public interface Rejoining {
  /** A copy that is not there after this time has broken off. */
  Duration COPIED_WITHIN = Duration.ofSeconds(10);

  /**
   * Begins to make a server a replica of the present primary, and returns at once. Whatever the
   * server has, and whichever server it has followed, it gets a fresh copy of the primary's data by
   * {@link ControlPlane#copy}; what only it had is gone. A copy that breaks off is ordered again,
   * until the server has rejoined or this process ends.
   *
   * @param server not the present primary
   */
  void rejoin(int server) throws UnavailableException;

  /**
   * Whether a server streams from the present primary, and shows all that this had committed when
   * it was asked. One that does not answer has not rejoined.
   */
  boolean rejoined(int server) throws UnavailableException;
}
