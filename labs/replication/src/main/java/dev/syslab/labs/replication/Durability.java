package dev.syslab.labs.replication;

import java.time.Duration;
import java.util.List;

/**
 * Writes that survive the primary. The primary's {@code synchronous_standby_names} asks for any one
 * of the replicas, and its {@code synchronous_commit} is {@code local}: a session that wants a
 * replica's confirmation has to say so. {@link Routing#write} does not want it, and does not wait.
 * The list of names is the operator's: no method has to notice that somebody has emptied it.
 */
public interface Durability {

  /**
   * As {@link Routing#write}, but returns only if at least one replica has stored the transaction,
   * too, its commit included: it survives the loss of the primary, provided that this replica
   * survives. One replica is enough, whichever it is. Whatever ends the wait for it early, an
   * administrator who cancels it for instance, is no confirmation. A cancellation that reaches the
   * transaction before it is committed makes it fail with {@link StatementException}, without
   * effect.
   *
   * @param patience how long to wait for a replica; 1 ms to {@link Sessions#MOST_PATIENCE}
   * @throws NotDurableException the transaction has taken effect, and no replica has confirmed it
   *     within the patience; there is no token, so only the primary is sure to show it
   * @throws UnavailableException the transaction may have taken effect or not
   */
  Answer writeDurably(Duration patience, List<String> statements)
      throws StatementException, NotDurableException, UnavailableException;
}
