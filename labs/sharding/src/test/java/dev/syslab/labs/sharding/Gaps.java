package dev.syslab.labs.sharding;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Writes of one customer, one after the other, and the longest time without an acknowledged one.
 */
final class Gaps {
  private final Fleet<ShardedOrders> servers;
  private final Household customer;
  private long acknowledged = System.nanoTime();
  private long longest;

  Gaps(Fleet<ShardedOrders> servers, Household customer) {
    this.servers = servers;
    this.customer = customer;
  }

  /** Orders that were there before, and that take time to copy. */
  static void fill(Postgres database, Household customer, int count) {
    database.execute(
        "INSERT INTO orders SELECT i, ?, ?, repeat('c', 100), 1 FROM generate_series(1, ?) AS i",
        customer.customer,
        customer.bucket,
        count);
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Server 1 writes for so long, or until something has happened. */
  void write(Duration length, BooleanSupplier until) {
    long end = System.nanoTime() + length.toNanos();
    for (int i = 0; System.nanoTime() < end && !until.getAsBoolean(); i++) {
      boolean done =
          i % 2 == 0
              ? customer.place(servers, 1).acknowledged()
              : customer.deposit(servers, 1, 1).acknowledged();
      long now = System.nanoTime();
      longest = Math.max(longest, now - acknowledged);
      acknowledged = done ? now : acknowledged;
    }
  }

  Duration longest() {
    return Duration.ofNanos(longest);
  }
}
