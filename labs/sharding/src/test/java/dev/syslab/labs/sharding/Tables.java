package dev.syslab.labs.sharding;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.IntStream;

/** Orders, and what of them is in the databases. */
final class Tables {
  static final long MOST_CENTS = 10_000_000_000_000_000L;

  private final List<Postgres> databases;

  Tables(List<Postgres> databases) {
    this.databases = databases;
  }

  /**
   * Orders of hostile customers with hostile coupons, some without; some costs and coupons twice.
   */
  static List<NewOrder> hostile(int count, Hostile hostile, Random random) {
    List<String> customers = hostile.ids(40, Expect.KEY);
    List<String> coupons = new ArrayList<>(hostile.ids(Hostile.ENOUGH, Expect.KEY));
    // In UTF-16 the emoji comes before the other one, by code points after it.
    coupons.addAll(List.of("ｚ9", "😀9"));
    List<Long> cents = hostile.amounts(20, 0, MOST_CENTS);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new NewOrder(
                    customers.get(random.nextInt(customers.size())),
                    i % 7 == 0 ? Optional.empty() : Optional.of(coupons.get(i % coupons.size())),
                    cents.get(random.nextInt(cents.size()))))
        .toList();
  }

  static List<Order> withIds(List<NewOrder> orders, List<Long> ids) {
    return IntStream.range(0, orders.size())
        .mapToObj(
            i ->
                new Order(
                    ids.get(i),
                    orders.get(i).customer(),
                    orders.get(i).coupon(),
                    orders.get(i).cents()))
        .toList();
  }

  /** What a database holds. */
  List<Order> in(int shard) {
    return databases
        .get(shard)
        .query("SELECT id, customer, coupon, cents FROM orders ORDER BY id")
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

  /** The bucket that is stored with the orders of each customer; the sum if they differ. */
  Map<String, Integer> buckets() {
    Map<String, Integer> buckets = new HashMap<>();
    for (Postgres one : databases) {
      one.query("SELECT DISTINCT customer, bucket FROM orders")
          .forEach(row -> buckets.merge((String) row.get(0), (Integer) row.get(1), Integer::sum));
    }
    return buckets;
  }

  long count() {
    return databases.stream().mapToLong(one -> one.number("SELECT count(*) FROM orders")).sum();
  }

  /** As many customers of each shard, in the order of the shards. */
  static List<List<String>> customers(ShardedOrders orders, int shards, int each, Random random) {
    List<Integer> map = orders.map().shards();
    List<String> keys = Crowd.any(random).keys(0, 2_000);
    List<Integer> buckets = orders.byHash(ShardedOrders.BUCKETS, keys);
    return IntStream.range(0, shards)
        .mapToObj(
            shard ->
                IntStream.range(0, keys.size())
                    .filter(i -> map.get(buckets.get(i)) == shard)
                    .mapToObj(keys::get)
                    .limit(each)
                    .toList())
        .toList();
  }

  /** A customer of each shard, in the order of the shards. */
  static List<String> oneOfEach(ShardedOrders orders, int shards, Random random) {
    return customers(orders, shards, 1, random).stream().map(one -> one.get(0)).toList();
  }

  static NewOrder order(String customer, String coupon, long cents) {
    return new NewOrder(customer, Optional.ofNullable(coupon), cents);
  }
}
