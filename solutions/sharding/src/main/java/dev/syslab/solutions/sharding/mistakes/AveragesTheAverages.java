package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Totals;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "the average of the databases' averages, however many orders each has",
    killedBy = "totals_are_those_of_one_table",
    hint = "sums-not-averages")
public final class AveragesTheAverages extends BucketedOrders {
  public AveragesTheAverages(Environment env) {
    super(env);
  }

  @Override
  public Totals totals(boolean partial) {
    Totals totals = super.totals(partial);
    List<Sums> parts =
        onAll(shard -> part(shard, partial)).stream().flatMap(Optional::stream).toList();
    double average =
        parts.stream()
            .filter(part -> part.orders() > 0)
            .mapToDouble(part -> (double) part.cents() / part.orders())
            .average()
            .orElse(0);
    return new Totals(
        totals.orders(),
        totals.cents(),
        totals.average().map(any -> Math.round(average)),
        totals.coupons(),
        totals.missing());
  }
}
