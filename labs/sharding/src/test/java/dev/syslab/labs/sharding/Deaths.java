package dev.syslab.labs.sharding;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Kills processes that move a bucket, at points that every design reaches. */
final class Deaths {
  private static final Duration REACHED = Duration.ofSeconds(3);

  private final List<Postgres> databases;
  private final Fleet<ShardedOrders> servers;
  private final int source;
  private final int target;
  private List<Interruption> points;

  Deaths(List<Postgres> databases, Fleet<ShardedOrders> servers, int source, int target) {
    this.databases = databases;
    this.servers = servers;
    this.source = source;
    this.target = target;
  }

  /** Measures in undisturbed moves how many bytes one takes; warms the other processes up. */
  void measure(int server, int first, int second) {
    for (Replica<ShardedOrders> one : servers.replicas()) {
      one.contract().move(first, target);
      one.contract().move(first, source);
    }
    points =
        Interruption.points(
            servers.replica(server),
            () -> servers.get(server).move(second, target),
            List.of(databases.get(source), databases.get(target)),
            0.6,
            0.9);
  }

  /** Kills a server while it moves the bucket; returns a description of the moment. */
  String stop(int server, int bucket) throws SQLException {
    return switch (server) {
      case 0 -> locked(server, bucket, target, "LOCK TABLE orders IN SHARE MODE", "copying");
      case 1 -> locked(server, bucket, 0, "SELECT FROM shard_map FOR UPDATE", "changing the map");
      case 2 -> locked(server, bucket, source, "LOCK TABLE orders IN SHARE MODE", "deleting");
      default -> held(server, bucket, points.get(new int[] {0, 2, 4}[server - 3]));
    };
  }

  private String locked(int server, int bucket, int shard, String lock, String what)
      throws SQLException {
    Postgres database = databases.get(shard);
    try (Connection judge = database.connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute(lock);
      Ongoing<ShardMap> move = servers.begin(server, any -> any.move(bucket, target));
      Wait.atMost(REACHED, () -> Plans.waiting(database) > 0 || move.done());
      servers.replica(server).kill();
      judge.rollback();
    }
    return quiet("the process was killed while it was " + what);
  }

  private String held(int server, int bucket, Interruption point) {
    Hold hold = point.hold(servers.replica(server));
    Ongoing<ShardMap> move = servers.begin(server, any -> any.move(bucket, target));
    Interruption.await(hold, move);
    servers.replica(server).kill();
    hold.release();
    return quiet("the process was killed at " + point);
  }

  private String quiet(String when) {
    databases.forEach(Interruption::awaitQuiet);
    return when;
  }
}
