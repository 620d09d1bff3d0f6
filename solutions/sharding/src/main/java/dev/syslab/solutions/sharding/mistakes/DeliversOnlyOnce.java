package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.alternatives.Outbox;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "reports a transfer as made because it is recorded: its cents may never have arrived",
    killedBy = "a_transfer_is_not_acknowledged_before_its_cents_have_arrived",
    hint = "answer-when-it-has-arrived")
public final class DeliversOnlyOnce extends Outbox {
  public DeliversOnlyOnce(Environment env) {
    super(env);
  }

  @Override
  protected void make(ShardMap map, Transfer transfer, int from, int to) {
    boolean noted =
        databases.in(
            from,
            connection -> {
              enter(connection, map, List.of(transfer.sender()));
              if (!note(connection, transfer)) {
                return false;
              }
              take(connection, transfer);
              return true;
            });
    if (noted) {
      deliver(transfer);
    }
  }
}
