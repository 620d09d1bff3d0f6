package dev.syslab.labs.replication;

import java.time.Duration;
import java.util.List;

/**
 * Writes that survive the loss of the primary. The primary's {@code synchronous_standby_names} asks
 * for any one of the replicas, and its {@code synchronous_commit} is {@code local}: a session that
 * wants a replica's confirmation must ask for it. {@link Routing#write} does not ask for it and
 * does not wait. The operator maintains the list of names: no method has to notice that it was
 * emptied.
 */
public interface Durability {

  /**
   * As {@link Routing#write}, but returns only if at least one replica has stored the transaction,
   * too, including its commit: the transaction survives the loss of the primary, provided that this
   * replica survives. One replica is enough, whichever it is. If the wait for it ends early, for
   * example because an administrator cancels it, that is not a confirmation. If a cancellation
   * reaches the transaction before it is committed, it fails with {@link StatementException} and
   * has no effect.
   *
   * @param patience how long to wait for a replica; 1 ms to {@link Sessions#MOST_PATIENCE}
   * @throws NotDurableException the transaction has taken effect, but no replica has confirmed it
   *     within the patience; there is no token, so only the primary is certain to show it
   * @throws UnavailableException the transaction may have taken effect or not
   */
  Answer writeDurably(Duration patience, List<String> statements)
      throws StatementException, NotDurableException, UnavailableException;
}
