package dev.syslab.solutions.sharding.alternatives;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.util.List;

/**
 * No ring: a key gets a score with each node, and the node with the highest score has it (D.
 * Thaler, C. Ravishankar, Using name-based mappings to increase hit rates, 1998). −w / ln u is the
 * weighted draw. The balance is as good as chance allows, no memory is needed, and a look-up scores
 * every node.
 */
@Alternative(
    summary = "rendezvous hashing: each node draws a number with the key, the highest wins")
public final class Rendezvous extends BucketedOrders {
  private static final int AS_GOOD_AS = 1_000;
  private static final double UNIT = 0x1.0p-53;

  public Rendezvous(Environment env) {
    super(env);
  }

  @Override
  public int points() {
    return AS_GOOD_AS;
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    long[] hashes = nodes.stream().mapToLong(node -> KeyHash.of(node.name())).toArray();
    return keys.stream().map(key -> winner(nodes, hashes, KeyHash.of(key))).toList();
  }

  private static String winner(List<Node> nodes, long[] hashes, long key) {
    int best = 0;
    double highest = -1;
    for (int i = 0; i < hashes.length; i++) {
      double drawn = ((KeyHash.mix(key ^ KeyHash.mix(hashes[i])) >>> 11) + 0.5) * UNIT;
      double score = nodes.get(i).weight() / -Math.log(drawn);
      boolean first = nodes.get(i).name().compareTo(nodes.get(best).name()) < 0;
      if (score > highest || (score == highest && first)) {
        highest = score;
        best = i;
      }
    }
    return nodes.get(best).name();
  }
}
