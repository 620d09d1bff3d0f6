package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Node;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Points on a circle of 2^64 positions, in two arrays: the position of each, in ascending order,
 * and its owner. A key belongs to the first point at or after its own place; after the last point
 * comes the first.
 */
public final class Ring {
  private static final int OWNER_BITS = 10;
  private static final long OWNER = (1L << OWNER_BITS) - 1;

  private final List<String> names;
  private final long[] places;
  private final short[] owners;

  /**
   * @param nodes at most 1,024, of different names
   */
  public Ring(List<Node> nodes, int pointsPerWeight) {
    List<Node> sorted = nodes.stream().sorted(Comparator.comparing(Node::name)).toList();
    this.names = sorted.stream().map(Node::name).toList();
    int total = sorted.stream().mapToInt(node -> node.weight() * pointsPerWeight).sum();
    // While they are sorted, each point is one long: its position, with its owner in the last bits.
    // If two nodes have a point at the same position, both stay, ordered by the nodes' names.
    long[] points = new long[total];
    int next = 0;
    for (int owner = 0; owner < sorted.size(); owner++) {
      long hash = KeyHash.of(sorted.get(owner).name());
      int count = sorted.get(owner).weight() * pointsPerWeight;
      for (int i = 0; i < count; i++) {
        points[next++] = (placeOf(hash, i) & ~OWNER) | owner;
      }
    }
    Arrays.sort(points);
    this.places = new long[total];
    this.owners = new short[total];
    for (int i = 0; i < total; i++) {
      places[i] = points[i] & ~OWNER;
      owners[i] = (short) (points[i] & OWNER);
    }
  }

  /** From the name's hash and the number, not from their texts: "a1" + "1" is "a" + "11". */
  private static long placeOf(long hash, int number) {
    return KeyHash.mix(hash + number * 0x9e3779b97f4a7c15L);
  }

  /** The node that a key belongs to. */
  public String node(String key) {
    int found = firstFrom(KeyHash.of(key) & ~OWNER);
    return names.get(owners[found == places.length ? 0 : found]);
  }

  /**
   * The number of points before a position. Of several points at one position, the first counts.
   */
  private int firstFrom(long place) {
    int low = 0;
    int high = places.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle] < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
