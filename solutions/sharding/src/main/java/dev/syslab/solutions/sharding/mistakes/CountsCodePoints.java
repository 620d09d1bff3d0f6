package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Check;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary =
        "counts a key's code points, so a key of 101 emojis, which has 202 characters, passes",
    killedBy = "routing_refuses_what_is_out_of_bounds",
    hint = "refuse-nonsense")
public final class CountsCodePoints extends BucketedOrders {
  public CountsCodePoints(Environment env) {
    super(env);
  }

  @Override
  protected void checkKeys(List<String> keys) {
    Check.size(keys);
    for (String key : keys) {
      Check.between("a key's length", key.codePointCount(0, key.length()), 1, LONGEST_KEY);
      Check.that(key.indexOf('\0') < 0, "a key holds U+0000");
    }
  }
}
