package dev.syslab.solutions.sharding.alternatives;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.AccountTable;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sender's database decides alone: it takes the cents and records where they go, in one local
 * transaction. What is recorded arrives later, once, however often it is delivered (P. Helland,
 * Life beyond distributed transactions, CIDR 2007). No lock is held while waiting for another
 * database.
 */
@Alternative(summary = "an outbox: taken and noted here, then delivered there, once")
public class Outbox extends BucketedOrders {

  public Outbox(Environment env) {
    super(env);
  }

  @Override
  protected void make(ShardMap map, Transfer transfer, int from, int to) {
    databases.in(
        from,
        connection -> {
          enter(connection, map, List.of(transfer.sender()));
          if (note(connection, transfer)) {
            take(connection, transfer);
          }
          return null;
        });
    // Even if it was recorded before: that attempt may have died here.
    deliver(transfer);
  }

  protected final void deliver(Transfer transfer) {
    String receiver = transfer.receiver();
    routed(
        map ->
            databases.in(
                shardFor(map.shards(), receiver),
                connection -> {
                  enter(connection, map, List.of(receiver));
                  String arrived = "INSERT INTO arrived VALUES (?, ?) ON CONFLICT DO NOTHING";
                  if (AccountTable.run(connection, arrived, transfer.id(), bucket(receiver)) == 1) {
                    add(connection, transfer);
                  }
                  return null;
                }));
  }

  @Override
  public void recover() {
    long epoch;
    do {
      epoch = map().epoch();
      for (int shard = 0; shard < databases.count(); shard++) {
        databases.in(shard, Outbox::noted).forEach(this::deliver);
      }
      // What moved meanwhile may have been in neither database at the moment each was queried.
    } while (map().epoch() != epoch);
  }

  private static List<Transfer> noted(Connection connection) throws SQLException {
    List<Transfer> noted = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT id, sender, receiver, cents FROM transfer");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        noted.add(
            new Transfer(rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
      }
    }
    return noted;
  }
}
