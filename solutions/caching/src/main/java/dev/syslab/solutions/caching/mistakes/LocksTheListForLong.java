package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 7,
    summary =
        "the right to compute lasts a minute: if its holder dies, there is no list for that "
            + "long",
    killedBy = "when_the_server_that_computes_is_killed_another_takes_over",
    hint = "lease")
public final class LocksTheListForLong extends LeasedCatalogue {
  public LocksTheListForLong(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected Optional<String> lease() {
        Optional<String> lease = super.lease();
        lease.ifPresent(token -> redis.pexpire("cheapest:lease", 60_000));
        return lease;
      }
    };
  }
}
