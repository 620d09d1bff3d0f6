package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 1,
    summary = "what the list does not name goes to its first shard, where nobody looks for it",
    killedBy = "a_value_goes_where_the_list_says_or_nowhere",
    hint = "listed-or-refused")
public final class UnlistedGoesToTheFirst extends BucketedOrders {
  public UnlistedGoesToTheFirst(Environment env) {
    super(env);
  }

  @Override
  protected <T> T listed(Map<String, T> list, String value) {
    return list.getOrDefault(value, list.values().iterator().next());
  }
}
