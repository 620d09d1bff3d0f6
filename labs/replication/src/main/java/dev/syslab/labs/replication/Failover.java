package dev.syslab.labs.replication;

import java.time.Duration;

/**
 * How another server becomes the primary. An agent runs beside each server and reports what it
 * sees; an orchestrator decides and acts. A process may be several of these, and a client as well.
 * They learn about each other only through {@link ControlPlane}.
 *
 * <p>All times are a twentieth of those in Flipkart's Altair, whose agents report every 10 s.
 *
 * <p>From stage 7 on, the primary is the server that the control plane names: every other method
 * uses a name that was looked up at most {@link #NAME_TTL} ago. If a server refuses a write because
 * it is no longer the primary, the write has had no effect, and is retried on the new one.
 */
public interface Failover {
  Duration NAME_TTL = Duration.ofSeconds(1);

  /** The interval between two reports of an agent. */
  Duration BEAT = Duration.ofMillis(500);

  /** How many consecutive reports must be missing or bad before the primary is suspected. */
  int MISSED = 3;

  /**
   * A server is reachable if it answers a query within this time. A connection is not an answer.
   */
  Duration REACHED_WITHIN = Duration.ofSeconds(2);

  /** Within this time after its death, the primary is replaced. */
  Duration FAILED_OVER_WITHIN = Duration.ofSeconds(25);

  /**
   * Starts a server's agent in this process, and returns at once: it reports every {@link #BEAT}
   * whether that server and the primary answer a query of this process.
   */
  void agent(int server) throws UnavailableException;

  /**
   * Starts an orchestrator in this process, and returns at once. If the report of the primary's own
   * agent was missing or bad {@value #MISSED} times in a row, the primary is suspected. It still
   * counts as alive if the orchestrator itself or the agent of any replica can reach it. If none of
   * them can:
   *
   * <ol>
   *   <li>the power of the old primary is cut, before any other server is promoted;
   *   <li>the replica that has received most of the log is promoted, with everything that it has
   *       received. As long as a replica does not say how much it has, it may be the one that
   *       confirmed what {@link Durability#writeDurably} acknowledged, so no server is promoted;
   *   <li>its name is published once it accepts writes.
   * </ol>
   *
   * <p>If an orchestrator dies at any step, another one completes the failover. However many there
   * are, only one server is promoted for an epoch.
   */
  void orchestrator() throws UnavailableException;

  /**
   * Makes a replica the primary while the current one is healthy. The old one stops accepting
   * writes first; no acknowledged transaction is lost, not even an asynchronous one. Then its power
   * is cut, the replica is promoted, and its name is published.
   *
   * @param server a replica
   * @throws UnavailableException the primary may be either the old one or the new one
   */
  void switchOver(int server) throws UnavailableException;
}
