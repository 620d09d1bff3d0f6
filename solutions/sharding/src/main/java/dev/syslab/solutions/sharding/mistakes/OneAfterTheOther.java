package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

@Mistake(
    stage = 4,
    summary = "queries the databases one after the other: the times add up",
    killedBy = "all_databases_are_asked_at_the_same_time",
    hint = "all-at-once")
public final class OneAfterTheOther extends BucketedOrders {
  public OneAfterTheOther(Environment env) {
    super(env);
  }

  @Override
  protected <T> List<T> onAll(IntFunction<T> question) {
    return IntStream.range(0, databases.count()).mapToObj(question).toList();
  }
}
