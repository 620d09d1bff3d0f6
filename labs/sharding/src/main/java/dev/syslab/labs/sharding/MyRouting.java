package dev.syslab.labs.sharding;

import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Yours to write: where a key belongs, by computation alone. Stages 1 and 2. */
abstract class MyRouting implements ShardedOrders {

  @Override // TODO 1
  public List<Integer> byHash(int shards, List<String> keys) {
    throw new NotImplemented(1, "a hash of each key's characters, as a number below shards");
  }

  @Override // TODO 1
  public List<Integer> byRange(List<Long> bounds, List<Long> numbers) {
    throw new NotImplemented(1, "find each number's place among the bounds");
  }

  @Override // TODO 1
  public List<Integer> byList(List<Listed> list, List<String> values) {
    throw new NotImplemented(1, "look each value up, and refuse one that is not listed");
  }

  @Override // TODO 1
  public List<Integer> byRegion(List<Region> regions, List<Customer> customers) {
    throw new NotImplemented(1, "look the region's group up, then hash the id within it");
  }

  @Override // TODO 1
  public List<Integer> inTurn(int shards, int rows) {
    throw new NotImplemented(1, "continue where the last call ended");
  }

  @Override // TODO 1
  public List<Integer> spread(int shards, String key, int ways) {
    throw new NotImplemented(1, "different shards for one key, the first of them byHash's");
  }

  @Override // TODO 2
  public int points() {
    throw new NotImplemented(2, "how many points a node of weight 1 has on your ring");
  }

  @Override // TODO 2
  public List<String> onRing(List<Node> nodes, List<String> keys) {
    throw new NotImplemented(2, "place the points, sort them, and find each key's next one");
  }
}
