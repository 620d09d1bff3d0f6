package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Comparator;

@Mistake(
    stage = 4,
    summary = "merges by String.compareTo, which compares UTF-16, unlike the databases",
    killedBy = "pages_hold_every_order_once_and_sorted_as_one_table_is",
    hint = "merge-the-pages")
public final class MergesAsJavaCompares extends BucketedOrders {
  public MergesAsJavaCompares(Environment env) {
    super(env);
  }

  @Override
  protected Comparator<String> texts() {
    return Comparator.naturalOrder();
  }
}
