package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

@Mistake(
    stage = 1,
    summary =
        "reads the counter, hands out turns, then writes it: two callers hand out the same turns",
    killedBy = "rows_are_dealt_out_evenly_by_all_callers_together",
    hint = "take-your-turns-at-once")
public final class TakesTurnsUnguarded extends BucketedOrders {
  private final Map<Integer, Integer> next = new ConcurrentHashMap<>();

  public TakesTurnsUnguarded(Environment env) {
    super(env);
  }

  @Override
  public List<Integer> inTurn(int shards, int rows) {
    int first = next.getOrDefault(shards, 0);
    List<Integer> dealt = IntStream.range(0, rows).mapToObj(i -> (first + i) % shards).toList();
    next.put(shards, (first + rows) % shards);
    return dealt;
  }
}
