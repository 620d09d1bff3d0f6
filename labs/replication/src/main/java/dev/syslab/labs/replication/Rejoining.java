package dev.syslab.labs.replication;

import java.time.Duration;

/** How a server that has lost its primary, or was the primary, becomes a replica of the new one. */
public interface Rejoining {
  /** A copy that is not complete after this time has failed. */
  Duration COPIED_WITHIN = Duration.ofSeconds(10);

  /**
   * Starts to make a server a replica of the current primary, and returns at once. Whatever the
   * server has, and whichever server it has followed, it gets a fresh copy of the primary's data
   * through {@link ControlPlane#copy}; what only it had is lost. A copy that fails is ordered
   * again, until the server has rejoined or this process ends.
   *
   * @param server not the current primary
   */
  void rejoin(int server) throws UnavailableException;

  /**
   * Whether a server streams from the current primary and shows everything that the primary had
   * committed at the time of this call. A server that does not answer has not rejoined.
   */
  boolean rejoined(int server) throws UnavailableException;
}
