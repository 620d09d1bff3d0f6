package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Totals;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "if no database answers there is nothing to add up, and nothing missing",
    killedBy = "a_silent_database_is_an_error_or_is_named",
    hint = "error-or-named")
public final class NoneIsComplete extends BucketedOrders {
  public NoneIsComplete(Environment env) {
    super(env);
  }

  @Override
  public Totals totals(boolean partial) {
    Totals totals = super.totals(partial);
    boolean any = totals.missing().size() < databases.count();
    return any ? totals : new Totals(0, 0, Optional.empty(), 0, List.of());
  }
}
