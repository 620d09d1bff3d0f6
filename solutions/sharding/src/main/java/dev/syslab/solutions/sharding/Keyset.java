package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.Sorting;
import java.util.List;
import java.util.Optional;

/** A sort order, and a position in it, in SQL. */
public final class Keyset {
  private final Sorting sorting;
  private final String column;
  private final Optional<Order> after;

  public Keyset(Sorting sorting, Optional<Order> after) {
    this.sorting = sorting;
    this.column = sorting.by() == Sorting.By.CENTS ? "cents" : "coupon";
    this.after = after;
  }

  /** For ORDER BY. */
  public String order() {
    return column
        + (sorting.descending() ? " DESC" : " ASC")
        + (sorting.emptyFirst() ? " NULLS FIRST" : " NULLS LAST")
        + ", id";
  }

  /** The rows after the given one; its parameters are {@link #values}. */
  public String where() {
    if (after.isEmpty()) {
      return "true";
    }
    if (isNull()) {
      return "(coupon IS NULL AND id > ?)" + (sorting.emptyFirst() ? " OR coupon IS NOT NULL" : "");
    }
    return "%1$s %2$s ? OR (%1$s = ? AND id > ?)%3$s"
        .formatted(
            column,
            sorting.descending() ? "<" : ">",
            sorting.emptyFirst() ? "" : " OR " + column + " IS NULL");
  }

  /** The parameters of {@link #where}. */
  public List<Object> values() {
    if (after.isEmpty()) {
      return List.of();
    }
    long id = after.get().id();
    return isNull() ? List.of(id) : List.of(value(after.get()), value(after.get()), id);
  }

  private boolean isNull() {
    return sorting.by() == Sorting.By.COUPON && after.get().coupon().isEmpty();
  }

  private Object value(Order order) {
    return sorting.by() == Sorting.By.CENTS ? order.cents() : order.coupon().orElseThrow();
  }
}
