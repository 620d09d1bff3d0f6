package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.Sorting;
import dev.syslab.subject.Environment;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Stage 4: pages over all databases. */
public abstract class Pages extends Scattering {
  private static final int MOST_LIMIT = 1_000;

  protected Pages(Environment env) {
    super(env);
  }

  @Override
  public List<Order> list(Sorting sorting, Optional<Order> after, int limit) {
    checkLimit(limit);
    List<List<Order>> pages = onAll(shard -> page(shard, sorting, after, limit));
    // The first rows overall are among the first rows of each database.
    return pages.stream()
        .flatMap(Collection::stream)
        .sorted(comparator(sorting))
        .limit(limit)
        .toList();
  }

  protected void checkLimit(int limit) {
    Check.between("the limit", limit, 1, MOST_LIMIT);
  }

  /** One database's rows after a given one: the position is a value, not a number of rows. */
  protected List<Order> page(int shard, Sorting sorting, Optional<Order> after, int limit) {
    Keyset keyset = new Keyset(sorting, after);
    String sql =
        "SELECT id, customer, coupon, cents FROM orders WHERE %s ORDER BY %s LIMIT ?"
            .formatted(keyset.where(), keyset.order());
    return databases.in(
        shard,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            for (Object value : keyset.values()) {
              statement.setObject(next++, value);
            }
            statement.setInt(next, limit);
            List<Order> page = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                page.add(order(rows));
              }
            }
            return page;
          }
        });
  }

  /** Sorts exactly as the databases do; otherwise merging would mix their pages up. */
  protected Comparator<Order> comparator(Sorting sorting) {
    Comparator<Order> order;
    if (sorting.by() == Sorting.By.CENTS) {
      order = directed(Comparator.comparingLong(Order::cents), sorting);
    } else {
      Comparator<String> texts = directed(texts(), sorting);
      Comparator<String> placed =
          sorting.emptyFirst() ? Comparator.nullsFirst(texts) : Comparator.nullsLast(texts);
      order = Comparator.comparing(one -> one.coupon().orElse(null), placed);
    }
    return order.thenComparingLong(Order::id);
  }

  private static <T> Comparator<T> directed(Comparator<T> order, Sorting sorting) {
    return sorting.descending() ? order.reversed() : order;
  }

  /**
   * By code points, which is the order of the bytes in UTF-8. {@code String.compareTo} compares
   * UTF-16, where an emoji comes before "ﬁ" (U+FB01).
   */
  protected Comparator<String> texts() {
    return (one, other) ->
        Arrays.compareUnsigned(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
