package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 1,
    summary = "reads the list into a map: of two entries for one value, the last counts",
    killedBy = "routing_refuses_what_is_out_of_bounds",
    hint = "refuse-nonsense")
public final class LastOfTwoEntries extends BucketedOrders {
  public LastOfTwoEntries(Environment env) {
    super(env);
  }

  @Override
  protected <T> void put(Map<String, T> list, String value, T place) {
    list.put(value, place);
  }
}
