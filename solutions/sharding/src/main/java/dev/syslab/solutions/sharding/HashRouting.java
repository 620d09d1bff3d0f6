package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Customer;
import dev.syslab.labs.sharding.Listed;
import dev.syslab.labs.sharding.Region;
import dev.syslab.labs.sharding.ShardedOrders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stage 1: where a key belongs, by its hash, its range, a list, or in turn. */
public abstract class HashRouting implements ShardedOrders {
  private final Map<Integer, AtomicLong> dealt = new ConcurrentHashMap<>();

  @Override
  public List<Integer> byHash(int shards, List<String> keys) {
    Check.shards(shards);
    checkKeys(keys);
    return keys.stream().map(key -> shardOf(key, shards)).toList();
  }

  protected void checkKeys(List<String> keys) {
    Check.keys(keys);
  }

  protected int shardOf(String key, int shards) {
    // A hash uses all 64 bits, and Java's % of a negative number is negative.
    return (int) Long.remainderUnsigned(KeyHash.of(key), shards);
  }

  @Override
  public List<Integer> byRange(List<Long> bounds, List<Long> numbers) {
    checkBounds(bounds);
    Check.size(numbers);
    return numbers.stream().map(number -> boundsUpTo(bounds, number)).toList();
  }

  private static void checkBounds(List<Long> bounds) {
    Check.shards(bounds.size() + 1);
    for (int i = 1; i < bounds.size(); i++) {
      Check.that(bounds.get(i - 1) < bounds.get(i), "bound %d does not rise".formatted(i));
    }
  }

  /** How many bounds are less than or equal to the number, by binary search. */
  protected int boundsUpTo(List<Long> bounds, long number) {
    int low = 0;
    int high = bounds.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds.get(middle) <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public List<Integer> byList(List<Listed> list, List<String> values) {
    Check.size(list);
    Map<String, Integer> shards = new HashMap<>();
    for (Listed entry : list) {
      Check.key(entry.value());
      Check.shard(entry.shard());
      put(shards, entry.value(), entry.shard());
    }
    Check.keys(values);
    return values.stream().map(value -> listed(shards, value)).toList();
  }

  private static <T> void put(Map<String, T> list, String value, T place) {
    Check.that(list.put(value, place) == null, "“%s” is listed twice".formatted(value));
  }

  private static <T> T listed(Map<String, T> list, String value) {
    T found = list.get(value);
    Check.that(found != null, "“%s” is not listed".formatted(value));
    return found;
  }

  @Override
  public List<Integer> byRegion(List<Region> regions, List<Customer> customers) {
    Check.size(regions);
    Map<String, List<Integer>> groups = new HashMap<>();
    for (Region region : regions) {
      Check.key(region.name());
      Check.shards(region.group().size());
      region.group().forEach(Check::shard);
      put(groups, region.name(), region.group());
    }
    Check.keys(customers.stream().map(Customer::region).toList());
    Check.keys(customers.stream().map(Customer::id).toList());
    return customers.stream()
        .map(customer -> within(listed(groups, customer.region()), customer))
        .toList();
  }

  protected int within(List<Integer> group, Customer customer) {
    return group.get(shardOf(customer.id(), group.size()));
  }

  @Override
  public List<Integer> inTurn(int shards, int rows) {
    Check.shards(shards);
    Check.between("the number of rows", rows, 0, MOST);
    long first = take(shards, rows);
    return IntStream.range(0, rows).mapToObj(i -> (int) ((first + i) % shards)).toList();
  }

  /** Takes the next numbers, all at once: two callers never get the same one. */
  protected long take(int shards, int rows) {
    return dealt.computeIfAbsent(shards, absent -> new AtomicLong()).getAndAdd(rows);
  }

  @Override
  public List<Integer> spread(int shards, String key, int ways) {
    Check.shards(shards);
    Check.key(key);
    Check.between("ways", ways, 1, shards);
    int first = shardOf(key, shards);
    List<Integer> spread = new ArrayList<>(List.of(first));
    others(key, shards).filter(shard -> shard != first).limit(ways - 1L).forEach(spread::add);
    return spread;
  }

  /**
   * A permutation of all shards that depends on the key: each shard is hashed with the key, lowest
   * first.
   */
  protected Stream<Integer> others(String key, int shards) {
    long hash = KeyHash.of(key);
    return IntStream.range(0, shards)
        .boxed()
        .sorted(Comparator.comparingLong(shard -> KeyHash.mix(hash + KeyHash.mix(shard + 1L))));
  }
}
