package dev.syslab.labs.replication;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client may rely on although replicas are behind. From stage 3 on, each answer carries a
 * {@link Token}. The client passes it along with its next read, to this process or another one, and
 * replaces it with the token of each new answer.
 */
public interface Sessions {
  /**
   * The maximum patience. It is less than the 5 s after which {@link Servers} gives up on a server.
   */
  Duration MOST_PATIENCE = Duration.ofSeconds(4);

  /**
   * As {@link Routing#read}, but shows at least what the answer with that token has shown or
   * written, whichever server gave it. Any replica that has replayed that far may answer. If none
   * has, the call waits until one has; when its patience runs out, the primary answers.
   *
   * <p>The token of this answer covers at least what this answer has shown and what the given token
   * covered (stage 4). Sessions do not hold each other up: one session need not see what another
   * one has seen.
   *
   * <p>While a call waits, it holds no connection, so other calls continue (stage 5). A replica
   * that dies or falls silent in the meantime does not end the wait, and does not use up the
   * patience of a call that another replica could answer: if the patience runs out because of it,
   * the other replicas are checked once more.
   *
   * @param after the token of an earlier answer; empty if the session has seen nothing yet
   * @param patience how long to wait for a replica; 0 to {@link #MOST_PATIENCE}
   * @throws IllegalArgumentException also if the token is malformed, from another cluster, or
   *     beyond everything that the primary has written; the last is certain once the patience has
   *     run out
   */
  Answer readAfter(Optional<Token> after, Duration patience, List<String> statements)
      throws StatementException, UnavailableException;
}
