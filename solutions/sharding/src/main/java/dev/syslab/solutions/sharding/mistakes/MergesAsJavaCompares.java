package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Comparator;

@Mistake(
    stage = 4,
    summary = "merges by String.compareTo, which goes by UTF-16 and not as the databases do",
    killedBy = "pages_by_coupon_place_the_empty_ones_and_sort_by_code_points",
    hint = "sort-as-they-do")
public final class MergesAsJavaCompares extends BucketedOrders {
  public MergesAsJavaCompares(Environment env) {
    super(env);
  }

  @Override
  protected Comparator<String> texts() {
    return Comparator.naturalOrder();
  }
}
