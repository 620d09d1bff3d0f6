package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.labs.sharding.UnavailableException;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Stage 5: two-phase commit between the databases of the sender and the receiver. */
public abstract class Transfers extends Wallets {
  protected Transfers(Environment env) {
    super(env);
  }

  /** What is to be moved. */
  public record Transfer(String id, String sender, String receiver, long cents) {}

  /** The transfer was made before: nothing of this attempt must remain. */
  private static final class MadeBefore extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void transfer(String id, String sender, String receiver, long cents) {
    Check.key(id);
    Check.key(sender);
    Check.key(receiver);
    Check.between("cents", cents, 1, MOST_AMOUNT);
    Check.that(!sender.equals(receiver), "sender and receiver are the same");
    Transfer transfer = new Transfer(id, sender, receiver, cents);
    try {
      routed(
          map -> {
            make(map, transfer, shardFor(map.shards(), sender), shardFor(map.shards(), receiver));
            return null;
          });
    } catch (MadeBefore e) { // As it should be.
    }
  }

  protected void make(ShardMap map, Transfer transfer, int from, int to) {
    if (from == to) {
      databases.in(
          from,
          connection -> {
            enter(connection, map, List.of(transfer.sender(), transfer.receiver()));
            return both(connection, transfer);
          });
    } else {
      // Connections and locks are always taken in the order of the shards, so no deadlock is
      // possible.
      int low = Math.min(from, to);
      int high = Math.max(from, to);
      databases.in(
          low,
          one ->
              databases.in(
                  high,
                  other -> {
                    enterBoth(from == low ? one : other, from == low ? other : one, map, transfer);
                    return commit(transfer, from, low, high, List.of(one, other));
                  }));
    }
  }

  private void enterBoth(Connection from, Connection to, ShardMap map, Transfer transfer)
      throws SQLException {
    enter(from, map, List.of(transfer.sender()));
    enter(to, map, List.of(transfer.receiver()));
  }

  /** In the order of the names, for the same reason. */
  protected Void both(Connection connection, Transfer transfer) throws SQLException {
    boolean senderFirst = transfer.sender().compareTo(transfer.receiver()) < 0;
    change(connection, transfer, senderFirst);
    change(connection, transfer, !senderFirst);
    return null;
  }

  private Void commit(Transfer transfer, int from, int low, int high, List<Connection> connections)
      throws SQLException {
    List<Integer> shards = List.of(low, high);
    TwoPhase name = TwoPhase.begun(from);
    Connection home = connections.get(shards.indexOf(from));
    for (int i = 0; i < 2; i++) {
      change(connections.get(i), transfer, shards.get(i) == from);
    }
    for (int i = 0; i < 2; i++) {
      name.prepare(connections.get(i), shards.get(i));
    }
    // COMMIT PREPARED must not be part of a transaction.
    for (Connection connection : connections) {
      connection.setAutoCommit(true);
    }
    boolean committed = decide(name, home);
    for (int i = 0; i < 2; i++) {
      name.settle(connections.get(i), shards.get(i), committed);
      connections.get(i).setAutoCommit(false);
    }
    if (!committed) {
      throw new UnavailableException("a recovery took this transfer for one of a dead process");
    }
    return null;
  }

  protected boolean decide(TwoPhase name, Connection home) throws SQLException {
    return name.decide(home, true);
  }

  protected void change(Connection connection, Transfer transfer, boolean sender)
      throws SQLException {
    if (!sender) {
      add(connection, transfer);
    } else if (note(connection, transfer)) {
      take(connection, transfer);
    } else {
      throw new MadeBefore();
    }
  }

  protected boolean note(Connection connection, Transfer transfer) throws SQLException {
    return AccountTable.note(
        connection,
        transfer.id(),
        transfer.sender(),
        transfer.receiver(),
        transfer.cents(),
        bucket(transfer.sender()));
  }

  protected void add(Connection connection, Transfer transfer) throws SQLException {
    String receiver = transfer.receiver();
    AccountTable.add(connection, receiver, bucket(receiver), transfer.cents());
  }

  protected void take(Connection connection, Transfer transfer) throws SQLException {
    AccountTable.take(connection, transfer.sender(), transfer.cents());
  }

  @Override
  public void recover() {
    for (int shard = 0; shard < databases.count(); shard++) {
      for (TwoPhase name : databases.in(shard, TwoPhase::prepared)) {
        boolean commit = databases.in(name.home(), home -> decideLate(name, home));
        settle(name, shard, commit);
      }
    }
  }

  /**
   * No decision was made, so it is made now; the coordinator, if it is still alive, will find it.
   */
  protected boolean decideLate(TwoPhase name, Connection home) throws SQLException {
    return name.decide(home, false);
  }

  protected void settle(TwoPhase name, int shard, boolean commit) {
    databases.in(
        shard,
        connection -> {
          connection.setAutoCommit(true);
          name.settle(connection, shard, commit);
          connection.setAutoCommit(false);
          return null;
        });
  }
}
