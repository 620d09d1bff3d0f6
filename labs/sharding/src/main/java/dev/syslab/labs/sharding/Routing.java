package dev.syslab.labs.sharding;

import java.util.List;

/**
 * Where something belongs, by computation alone: no server is needed.
 *
 * <ul>
 *   <li>A <b>key</b> is a text of 1 to {@value #LONGEST_KEY} characters, as {@link String#length()}
 *       counts them, without U+0000. Customers, regions, nodes, coupons and listed values are keys,
 *       and two of them are the same only if all their characters are. Callers pass no unpaired
 *       surrogates.
 *   <li>A <b>shard</b> is a number from 0 to 999. A call for n shards, 1 to {@value #MOST_SHARDS},
 *       uses 0 to n − 1.
 *   <li>A list has at most {@value #MOST} elements.
 * </ul>
 *
 * Every method throws {@link IllegalArgumentException} for a value out of its bounds, and then
 * changes nothing.
 */
public interface Routing {
  int LONGEST_KEY = 200;
  int MOST_SHARDS = 1_000;
  int MOST = 50_000;

  /**
   * The shard of each key. It depends on the two arguments only, so every process returns the same.
   * Of n different keys, whatever they have in common, each shard gets n / shards, plus or minus 6
   * × √(n / shards) + 6.
   */
  List<Integer> byHash(int shards, List<String> keys);

  /**
   * The shard of each number. Shard 0 has the numbers below the first bound, shard i those from
   * bound i − 1 (inclusive) to bound i (exclusive), and the last shard those from the last bound
   * on.
   *
   * @param bounds fewer than {@value #MOST_SHARDS}, each greater than the one before it
   */
  List<Integer> byRange(List<Long> bounds, List<Long> numbers);

  /**
   * The shard that is listed for each value.
   *
   * @param list with different values
   * @throws IllegalArgumentException also if no shard is listed for one of them
   */
  List<Integer> byList(List<Listed> list, List<String> values);

  /**
   * The shard of each customer: by list, then by hash. The region has a group of shards, and {@link
   * #byHash} over the size of the group selects one of them by the customer's id.
   *
   * @param regions with different names
   * @throws IllegalArgumentException also if a customer's region is not listed
   */
  List<Integer> byRegion(List<Region> regions, List<Customer> customers);

  /**
   * Deals out rows in turn. For each number of shards, this process's row counts of any two shards
   * differ by at most one, however many callers there are.
   *
   * @param rows 0 to {@value #MOST}
   */
  List<Integer> inTurn(int shards, int rows);

  /**
   * The shards for a customer with too many orders for one: {@code ways} different shards. The
   * first is {@link #byHash}'s; a larger {@code ways} only appends to the list.
   *
   * @param ways 1 to {@code shards}
   */
  List<Integer> spread(int shards, String key, int ways);

  /** How many points a node of weight 1 has on the ring; you choose from 100 to 1,000. */
  int points();

  /**
   * The node of each key. It depends on the key and on the nodes as a set, so every process returns
   * the same, whatever the order of the nodes. If a node is added or removed, or if its weight
   * changes, no key moves between two of the other nodes. Of many keys, a node gets a share in
   * proportion to its weight, plus or minus 6 / √(weight × {@link #points}) of that share.
   *
   * @param nodes 1 to 1,000, with different names; their weights add up to at most 5,000
   */
  List<String> onRing(List<Node> nodes, List<String> keys);
}
