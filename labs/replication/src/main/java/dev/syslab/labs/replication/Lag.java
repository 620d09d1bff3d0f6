package dev.syslab.labs.replication;

import java.time.Duration;
import java.util.List;

/** How far behind replicas are, in bytes of the primary's log. */
public interface Lag {
  /** How old a measurement may be. */
  Duration MEASURED_WITHIN = Duration.ofSeconds(2);

  /**
   * Each replica's lag, in the order of the servers: how many bytes of its log the primary has
   * written and this replica has not replayed; never negative. Both positions were obtained from
   * the servers themselves, at most {@link #MEASURED_WITHIN} before the call; a replica's lag is
   * unknown if one of the two did not answer.
   */
  List<ReplicaLag> lags();

  /**
   * As {@link Routing#read}, but on a replica whose lag is known and at most this many bytes, with
   * the reads spread evenly over all such replicas; if there is none, or if none of them answers,
   * on the primary. If the number of bytes is negative, no replica qualifies, so the primary
   * answers.
   */
  Answer readWithin(long bytes, List<String> statements)
      throws StatementException, UnavailableException;
}
