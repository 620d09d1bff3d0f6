package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.SharedFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "runs a script for each key of a call: as many round trips as keys",
    killedBy = "a_call_makes_three_round_trips_at_most",
    hint = "one-round-trip")
public final class OneScriptForEachKey extends Filters {
  public OneScriptForEachKey(Environment env) {
    super(env);
  }

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      public List<Boolean> add(List<String> keys) {
        return keys.stream().map(key -> super.add(List.of(key)).get(0)).toList();
      }
    };
  }
}
