package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One table that holds all orders, and what it says to the same questions. */
final class Oracle {
  private final Postgres postgres;

  Oracle(Postgres postgres, List<Order> orders) {
    this.postgres = postgres;
    postgres.script(
        "CREATE TABLE oracle (id bigint, customer text, coupon text COLLATE \"C\", cents bigint)");
    try (Connection connection = postgres.connect();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO oracle VALUES (?, ?, ?, ?)")) {
      for (Order order : orders) {
        statement.setLong(1, order.id());
        statement.setString(2, order.customer());
        statement.setString(3, order.coupon().orElse(null));
        statement.setLong(4, order.cents());
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Order> sorted(Sorting sorting) {
    String by =
        (sorting.by() == Sorting.By.CENTS ? "cents" : "coupon")
            + (sorting.descending() ? " DESC" : " ASC")
            + (sorting.emptyFirst() ? " NULLS FIRST" : " NULLS LAST");
    return postgres
        .query("SELECT id, customer, coupon, cents FROM oracle ORDER BY " + by + ", id")
        .stream()
        .map(
            row ->
                new Order(
                    (Long) row.get(0),
                    (String) row.get(1),
                    Optional.ofNullable((String) row.get(2)),
                    (Long) row.get(3)))
        .toList();
  }

  /** Expects that pages of so many orders, one after the other, are this table. */
  void expectPages(ShardedOrders orders, Sorting sorting, int limit) {
    List<Order> expected = sorted(sorting);
    List<Order> seen = new ArrayList<>();
    Optional<Order> last = Optional.empty();
    while (seen.size() < expected.size()) {
      List<Order> page = orders.list(sorting, last, limit);

      int end = Math.min(expected.size(), seen.size() + limit);
      assertThat(page)
          .as("the page of %d orders after the first %d, by %s", limit, seen.size(), sorting)
          .isEqualTo(expected.subList(seen.size(), end));
      seen.addAll(page);
      last = Optional.of(page.get(page.size() - 1));
    }
    assertThat(orders.list(sorting, last, limit)).as("the page after the last order").isEmpty();
  }

  Totals totals() {
    List<Object> row =
        postgres
            .query(
                "SELECT count(*), sum(cents), round(avg(cents)), count(DISTINCT coupon) FROM oracle")
            .get(0);
    return new Totals(
        number(row, 0), number(row, 1), Optional.of(number(row, 2)), number(row, 3), List.of());
  }

  List<Sale> bestCoupons() {
    return postgres
        .query(
            "SELECT coupon, sum(cents) FROM oracle GROUP BY coupon"
                + " ORDER BY sum(cents) DESC, coupon NULLS LAST")
        .stream()
        .map(row -> new Sale(Optional.ofNullable((String) row.get(0)), number(row, 1)))
        .toList();
  }

  private static long number(List<Object> row, int column) {
    return ((Number) row.get(column)).longValue();
  }
}
