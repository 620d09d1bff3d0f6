package dev.syslab.labs.replication;

import java.time.Duration;

/**
 * How another server becomes the primary. Beside each server runs an agent that reports what it
 * sees; an orchestrator decides and acts. A process may be several of them, and a client besides.
 * They know of each other by {@link ControlPlane} alone.
 *
 * <p>Times are a twentieth of those of Flipkart's Altair: its agents report every 10 s.
 *
 * <p>From stage 7 on, the primary is the server that the control plane names: every other method
 * goes by a name that was asked for at most {@link #NAME_TTL} ago. A write that a server has
 * refused because it is no longer the primary has had no effect, and is tried again on the new one.
 */
public interface Failover {
  Duration NAME_TTL = Duration.ofSeconds(1);

  /** From one report of an agent to the next. */
  Duration BEAT = Duration.ofMillis(500);

  /** How many reports in a row have to be missing or bad until the primary is suspected. */
  int MISSED = 3;

  /** A server is reached if it answers a query within this time. A connection is no answer. */
  Duration REACHED_WITHIN = Duration.ofSeconds(2);

  /** Within this time after its death, the primary is replaced. */
  Duration FAILED_OVER_WITHIN = Duration.ofSeconds(25);

  /**
   * Begins to be the agent beside a server, and returns at once: reports every {@link #BEAT}
   * whether that server and the primary answer a query of this process.
   */
  void agent(int server) throws UnavailableException;

  /**
   * Begins to be an orchestrator, and returns at once. If the report on the primary by the agent
   * beside it was missing or bad {@value #MISSED} times in a row, the primary is suspected. It is
   * alive all the same if the orchestrator itself or the agent of any replica reaches it. If nobody
   * does:
   *
   * <ol>
   *   <li>the power of the old primary is cut, before any other server is promoted;
   *   <li>the replica that has received most of the log is promoted, with everything that it has
   *       received. As long as a replica does not say how much it has, it may be the one that has
   *       confirmed what {@link Durability#writeDurably} has acknowledged, so nobody is promoted;
   *   <li>its name is published when it accepts writes.
   * </ol>
   *
   * <p>If an orchestrator dies at any step, another one completes what it has begun. However many
   * there are, one server is promoted for an epoch, and no more.
   */
  void orchestrator() throws UnavailableException;

  /**
   * Makes a replica the primary, while the present one is well. The old one stops accepting writes
   * first; nothing that any of its transactions was acknowledged for is lost, asynchronous ones
   * included. Then its power is cut, the replica is promoted, and its name is published.
   *
   * @param server a replica
   * @throws UnavailableException the primary may be the old one or the new one
   */
  void switchOver(int server) throws UnavailableException;
}
