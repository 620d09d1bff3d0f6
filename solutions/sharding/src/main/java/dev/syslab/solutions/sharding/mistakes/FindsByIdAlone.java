package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Order;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary = "an id is looked for whoever asks: another customer of the shard sees the order",
    killedBy = "an_order_lies_where_the_map_says_and_nowhere_else",
    hint = "bucket-then-map")
public final class FindsByIdAlone extends BucketedOrders {
  public FindsByIdAlone(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Order> select(Connection connection, String customer, long id)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, customer, coupon, cents FROM orders WHERE id = ?")) {
      statement.setLong(1, id);
      ResultSet row = statement.executeQuery();
      return row.next() ? Optional.of(order(row)) : Optional.empty();
    }
  }
}
