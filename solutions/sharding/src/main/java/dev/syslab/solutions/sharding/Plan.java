package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Move;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** The fewest moves to an even map. */
final class Plan {
  private Plan() {}

  static List<Move> moves(List<Integer> map, int shards) {
    int highest = map.stream().max(Comparator.naturalOrder()).orElse(0);
    int[] surplus = new int[Math.max(shards, highest + 1)];
    map.forEach(shard -> surplus[shard]++);
    // The shares that are rounded up go to the shards that have the most: each saves a move.
    List<Integer> fullestFirst =
        IntStream.range(0, shards)
            .boxed()
            .sorted(Comparator.comparingInt((Integer shard) -> surplus[shard]).reversed())
            .toList();
    for (int i = 0; i < shards; i++) {
      surplus[fullestFirst.get(i)] -= map.size() / shards + (i < map.size() % shards ? 1 : 0);
    }
    Deque<Integer> wanting = new ArrayDeque<>();
    for (int shard = 0; shard < shards; shard++) {
      for (int missing = surplus[shard]; missing < 0; missing++) {
        wanting.add(shard);
      }
    }
    List<Move> moves = new ArrayList<>();
    for (int bucket = 0; bucket < map.size(); bucket++) {
      if (surplus[map.get(bucket)] > 0) {
        surplus[map.get(bucket)]--;
        moves.add(new Move(bucket, wanting.remove()));
      }
    }
    return moves;
  }
}
