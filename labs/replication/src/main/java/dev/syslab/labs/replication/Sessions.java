package dev.syslab.labs.replication;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client may rely on although replicas are behind. From stage 3 on, each answer carries a
 * {@link Token}. The client hands it in with its next read, to this process or another one, and
 * keeps the token of each answer instead of the one before.
 */
public interface Sessions {
  /** The most patience. It is less than the 5 s after which {@link Servers} gives a server up. */
  Duration MOST_PATIENCE = Duration.ofSeconds(4);

  /**
   * As {@link Routing#read}, but shows at least what the answer with that token has shown or
   * written, whoever that was. Any replica that has replayed so much may answer. If none has, the
   * call waits until one has; when its patience is at an end, the primary answers.
   *
   * <p>The token of this answer is for at least what this answer has shown and what the given token
   * was for (stage 4). Sessions do not hold each other up: what one has seen is nothing that
   * another must see.
   *
   * <p>While a call waits, it keeps no connection, so other calls go on (stage 5). A replica that
   * dies or is silent meanwhile does not end the wait, and does not use up the patience of a call
   * that another one could answer: if the time is up because of it, the others are looked at once
   * more.
   *
   * @param after of an earlier answer; empty if the session has seen nothing yet
   * @param patience how long to wait for a replica; 0 to {@link #MOST_PATIENCE}
   * @throws IllegalArgumentException also if the token is malformed, of another cluster, or beyond
   *     all that the primary has written; that is certain once the patience is at an end
   */
  Answer readAfter(Optional<Token> after, Duration patience, List<String> statements)
      throws StatementException, UnavailableException;
}
