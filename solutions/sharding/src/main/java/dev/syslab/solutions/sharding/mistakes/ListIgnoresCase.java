package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Check;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.TreeMap;

@Mistake(
    stage = 1,
    summary = "the list is looked up without regard to case",
    killedBy = "a_value_goes_where_the_list_says_or_nowhere",
    hint = "listed-or-refused")
public final class ListIgnoresCase extends BucketedOrders {
  public ListIgnoresCase(Environment env) {
    super(env);
  }

  @Override
  protected <T> T listed(Map<String, T> list, String value) {
    Map<String, T> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    found.putAll(list);
    Check.that(found.containsKey(value), "not listed");
    return found.get(value);
  }
}
