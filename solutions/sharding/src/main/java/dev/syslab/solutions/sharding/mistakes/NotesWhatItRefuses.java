package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.InsufficientException;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.alternatives.Outbox;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 5,
    summary =
        "refuses after the transaction: its record is committed without the cents, and "
            + "delivered later",
    killedBy = "a_refused_transfer_moves_nothing_and_may_be_made_later",
    hint = "refused-as-a-whole")
public final class NotesWhatItRefuses extends Outbox {
  public NotesWhatItRefuses(Environment env) {
    super(env);
  }

  @Override
  protected void make(ShardMap map, Transfer transfer, int from, int to) {
    Optional<InsufficientException> refused =
        databases.in(
            from,
            connection -> {
              enter(connection, map, List.of(transfer.sender()));
              try {
                if (note(connection, transfer)) {
                  take(connection, transfer);
                }
                return Optional.empty();
              } catch (InsufficientException e) {
                return Optional.of(e);
              }
            });
    if (refused.isPresent()) {
      throw refused.get();
    }
    deliver(transfer);
  }
}
