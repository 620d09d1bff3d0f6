package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.NoSuchProductException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "an update that finds no row writes the absence to Redis, unguarded",
    killedBy = "an_overtaken_update_does_not_bring_the_absence_back",
    hint = "stale-absence")
public final class UpdateRemembersAnAbsence extends LeasedCatalogue {
  public UpdateRemembersAnAbsence(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    try {
      return super.update(id, name, priceCents);
    } catch (NoSuchProductException e) {
      redis.psetex(valueKey(id), ABSENT_TIME_TO_LIVE.toMillis(), "");
      throw e;
    }
  }
}
