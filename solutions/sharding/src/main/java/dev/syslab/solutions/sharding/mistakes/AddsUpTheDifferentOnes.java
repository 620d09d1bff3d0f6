package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Totals;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary =
        "adds up the numbers of distinct coupons per database: one that is in two counts twice",
    killedBy = "totals_are_those_of_one_table",
    hint = "sums-not-averages")
public final class AddsUpTheDifferentOnes extends BucketedOrders {
  public AddsUpTheDifferentOnes(Environment env) {
    super(env);
  }

  @Override
  public Totals totals(boolean partial) {
    Totals totals = super.totals(partial);
    long coupons =
        onAll(shard -> part(shard, partial)).stream()
            .flatMap(Optional::stream)
            .mapToLong(part -> part.coupons().size())
            .sum();
    return new Totals(totals.orders(), totals.cents(), totals.average(), coupons, totals.missing());
  }
}
