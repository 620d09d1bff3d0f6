package dev.syslab.labs.replication;

import java.time.Duration;
import java.util.List;

/** Which server answers: the primary or a replica. */
public interface Routing {
  /** The longest time from when a replica answers again until it gets reads again. */
  Duration BACK_WITHIN = Duration.ofSeconds(5);

  /**
   * Runs a transaction on the primary, whatever its statements are. If the primary's answer is
   * lost, the transaction is not retried.
   *
   * @throws StatementException the transaction has had no effect
   * @throws UnavailableException the transaction may have taken effect or not
   */
  Answer write(List<String> statements) throws StatementException, UnavailableException;

  /**
   * Runs a transaction that the caller believes to be read-only. It goes to a replica, in turn or
   * at random, so that all replicas get about as many. A replica that is down or silent is skipped,
   * even if it has been down since before this process started; if no replica answers, the primary
   * does. One that answers again is used again within {@link #BACK_WITHIN}.
   *
   * <p>If the caller is mistaken, because a statement writes, locks rows, draws from a sequence, or
   * calls a function that does, the whole transaction takes place on the primary, as {@link #write}
   * does it, and no part of the answer comes from a replica. PostgreSQL itself knows: a replica
   * refuses such a statement, and {@link ReadOnlyException} reports that. If a replica refuses
   * anything else, such as the isolation level SERIALIZABLE, that is a {@link StatementException},
   * and need not be tried on the primary.
   *
   * @throws StatementException the transaction has had no effect
   * @throws UnavailableException no server answers, or the primary's answer was lost; in that case
   *     the transaction is not retried, and may or may not have taken effect
   */
  Answer read(List<String> statements) throws StatementException, UnavailableException;
}
