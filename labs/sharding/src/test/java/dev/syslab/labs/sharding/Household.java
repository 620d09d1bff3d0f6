package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.IntStream;

/** A customer, the bucket that the customer is in, and what the customer has been told. */
final class Household {
  final String customer;
  final int bucket;
  final List<Order> placed = new ArrayList<>();
  long cents;

  private Household(String customer, int bucket) {
    this.customer = customer;
    this.bucket = bucket;
  }

  static List<Household> of(ShardedOrders orders, List<String> customers) {
    List<Integer> buckets = orders.byHash(ShardedOrders.BUCKETS, customers);
    return IntStream.range(0, customers.size())
        .mapToObj(i -> new Household(customers.get(i), buckets.get(i)))
        .toList();
  }

  /** Customers of one shard, each in a bucket of its own. */
  static List<Household> of(int shard, int count, ShardedOrders orders, Random random) {
    List<Integer> map = orders.map().shards();
    Map<Integer, Household> byBucket = new LinkedHashMap<>();
    of(orders, Crowd.any(random).keys(0, 600)).stream()
        .filter(one -> map.get(one.bucket) == shard)
        .forEach(one -> byBucket.putIfAbsent(one.bucket, one));
    return byBucket.values().stream().limit(count).toList();
  }

  /** Orders, and money, that are acknowledged. */
  Household furnish(ShardedOrders orders, int count, long cents) {
    List<NewOrder> some =
        IntStream.range(0, count).mapToObj(i -> Tables.order(customer, "c" + i, i)).toList();
    placed.addAll(Tables.withIds(some, orders.place(some)));
    orders.deposit(customer, cents);
    this.cents += cents;
    return this;
  }

  /** One more order, or none if it was not acknowledged. */
  Attempt<List<Long>> place(Fleet<ShardedOrders> servers, int server) {
    NewOrder order = Tables.order(customer, null, placed.size());
    Attempt<List<Long>> attempt = servers.attempt(server, any -> any.place(List.of(order)));
    if (attempt.acknowledged()) {
      placed.addAll(Tables.withIds(List.of(order), attempt.get()));
    }
    return attempt;
  }

  Attempt<Boolean> deposit(Fleet<ShardedOrders> servers, int server, long some) {
    Attempt<Boolean> attempt =
        servers.attempt(
            server,
            any -> {
              any.deposit(customer, some);
              return true;
            });
    if (attempt.acknowledged()) {
      cents += some;
    }
    return attempt;
  }

  /** Moves the bucket, if necessary after another move has ended. */
  void move(Fleet<ShardedOrders> servers, int server, int shard, String what) {
    Wait.until(
        what,
        ShardedOrders.ANSWER_WITHIN,
        () -> servers.attempt(server, any -> any.move(bucket, shard)).acknowledged());
  }

  /** Expects that everything that was acknowledged is found, wherever it is. */
  void expectFound(ShardedOrders orders, String when) {
    for (Order one : placed) {
      assertThat(orders.find(customer, one.id()))
          .as("an order that was placed; " + when)
          .contains(one);
    }
    assertThat(orders.balance(customer)).as("the balance; " + when).isEqualTo(cents);
  }

  /**
   * Expects that everything that was acknowledged is in one database, once, and nothing is in any
   * other.
   */
  void expectIn(int shard, List<Postgres> databases, String when) {
    for (int i = 0; i < databases.size(); i++) {
      List<Order> there =
          new Tables(databases)
              .in(i).stream().filter(one -> one.customer().equals(customer)).toList();
      List<List<Object>> account =
          databases.get(i).query("SELECT cents FROM account WHERE customer = ?", customer);
      if (i == shard) {
        assertThat(there).as("orders in the new database, %d; %s", i, when).containsAll(placed);
        assertThat(account).as("the account there; " + when).isEqualTo(List.of(List.of(cents)));
      } else {
        assertThat(there.size() + account.size())
            .as("orders and accounts that are still in database %d; %s", i, when)
            .isZero();
      }
    }
  }
}
