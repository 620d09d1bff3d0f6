package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Databases;
import dev.syslab.labs.sharding.Move;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.labs.sharding.StaleEpochException;
import dev.syslab.subject.Environment;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stage 3: the map from buckets to shards. It is one row, so one statement changes all of it. */
public abstract class Maps extends RingRouting implements AutoCloseable {
  protected static final int CATALOGUE = 0;

  protected final Environment env;
  protected final Databases databases;

  protected Maps(Environment env) {
    this.env = env;
    this.databases = new Databases(env);
  }

  @Override
  public void createMap(int shards) {
    Check.between("the number of shards", shards, 1, databases.count());
    List<Integer> map = IntStream.range(0, BUCKETS).map(bucket -> bucket % shards).boxed().toList();
    if (!databases.in(CATALOGUE, connection -> insert(connection, map))) {
      throw new IllegalStateException("there is a map already");
    }
  }

  private static boolean insert(Connection connection, List<Integer> shards) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO shard_map (epoch, shards) VALUES (1, ?) ON CONFLICT DO NOTHING")) {
      statement.setArray(1, connection.createArrayOf("int", shards.toArray()));
      return statement.executeUpdate() == 1;
    }
  }

  @Override
  public ShardMap map() {
    return databases.in(CATALOGUE, connection -> read(connection, ""));
  }

  protected ShardMap read(Connection connection, String lock) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT epoch, shards FROM shard_map" + lock);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("there is no map yet");
      }
      Array shards = row.getArray(2);
      return new ShardMap(row.getLong(1), List.of((Integer[]) shards.getArray()));
    }
  }

  @Override
  public List<Move> plan(ShardMap map, int shards) {
    Check.shards(shards);
    Check.between("the map's epoch", map.epoch(), 1, Long.MAX_VALUE);
    Check.between("the number of buckets", map.shards().size(), BUCKETS, BUCKETS);
    map.shards().forEach(Check::shard);
    return moves(map.shards(), shards);
  }

  protected List<Move> moves(List<Integer> map, int shards) {
    return Plan.moves(map, shards);
  }

  @Override
  public ShardMap assign(long epoch, List<Move> moves) {
    Check.between("the epoch", epoch, 1, Long.MAX_VALUE);
    checkMoves(moves);
    prepare(epoch, moves);
    return databases.in(CATALOGUE, connection -> change(connection, epoch, moves));
  }

  /** Called before the map changes. */
  protected void prepare(long epoch, List<Move> moves) {}

  protected void checkMoves(List<Move> moves) {
    Check.between("the number of moves", moves.size(), 1, BUCKETS);
    for (Move move : moves) {
      Check.between("a bucket", move.bucket(), 0, BUCKETS - 1L);
      Check.between("a shard", move.shard(), 0, databases.count() - 1L);
    }
    Stream<Integer> buckets = moves.stream().map(Move::bucket).distinct();
    Check.that(buckets.count() == moves.size(), "a bucket is moved twice");
  }

  /** With the row locked, no one else can change the map between the check and the change. */
  protected ShardMap change(Connection connection, long epoch, List<Move> moves)
      throws SQLException {
    ShardMap map = read(connection, lockForChange());
    if (map.epoch() != epoch) {
      throw new StaleEpochException("the map's epoch is %d by now".formatted(map.epoch()));
    }
    List<Integer> shards = new ArrayList<>(map.shards());
    moves.forEach(move -> shards.set(move.bucket(), move.shard()));
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE shard_map SET epoch = ?, shards = ?")) {
      statement.setLong(1, epoch + 1);
      statement.setArray(2, connection.createArrayOf("int", shards.toArray()));
      statement.executeUpdate();
    }
    return new ShardMap(epoch + 1, shards);
  }

  protected String lockForChange() {
    return " FOR UPDATE";
  }

  @Override
  public void close() {
    databases.close();
  }
}
