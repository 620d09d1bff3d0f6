package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import redis.clients.jedis.params.SetParams;

@Mistake(
    stage = 3,
    summary =
        "writes only if no product is there, which is also the case after an invalidation, so the"
            + " old product is written",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public final class FillsIfAbsent extends LeasedCatalogue {
  public FillsIfAbsent(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    return redis.set(valueKey(id), text, SetParams.setParams().nx().px(stay.toMillis())) != null;
  }
}
