package dev.syslab.solutions.sharding.alternatives;

import dev.syslab.labs.sharding.Move;
import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.labs.sharding.Sorting;
import dev.syslab.labs.sharding.StaleEpochException;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The map is changed by one UPDATE that names the epoch it expects, without a lock during the
 * computation. Pages are merged with a heap of their first rows.
 */
@Alternative(summary = "compare-and-set by one UPDATE; pages are merged by a heap")
public final class Optimistic extends BucketedOrders {

  public Optimistic(Environment env) {
    super(env);
  }

  @Override
  protected ShardMap change(Connection connection, long epoch, List<Move> moves)
      throws SQLException {
    List<Integer> shards = new ArrayList<>(read(connection, "").shards());
    moves.forEach(move -> shards.set(move.bucket(), move.shard()));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE shard_map SET epoch = epoch + 1, shards = ? WHERE epoch = ?")) {
      statement.setArray(1, connection.createArrayOf("int", shards.toArray()));
      statement.setLong(2, epoch);
      if (statement.executeUpdate() == 0) {
        throw new StaleEpochException("the map's epoch is not %d now".formatted(epoch));
      }
    }
    return new ShardMap(epoch + 1, shards);
  }

  /** The next row of a page, and the rows after it. */
  private record Head(Order order, Iterator<Order> rest) {}

  @Override
  public List<Order> list(Sorting sorting, Optional<Order> after, int limit) {
    checkLimit(limit);
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::order, comparator(sorting)));
    onAll(shard -> page(shard, sorting, after, limit)).forEach(page -> add(heads, page.iterator()));
    List<Order> merged = new ArrayList<>();
    while (merged.size() < limit && !heads.isEmpty()) {
      Head least = heads.remove();
      merged.add(least.order());
      add(heads, least.rest());
    }
    return merged;
  }

  private static void add(PriorityQueue<Head> heads, Iterator<Order> page) {
    if (page.hasNext()) {
      heads.add(new Head(page.next(), page));
    }
  }
}
