package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.params.GetExParams;

@Mistake(
    stage = 1,
    summary = "GETEX: every hit extends the product's time to live, so a popular one never expires",
    killedBy = "every_key_goes_by_itself",
    hint = "time-to-live")
public final class ProlongsOnEveryHit extends LeasedCatalogue {
  public ProlongsOnEveryHit(Environment env) {
    super(env);
  }

  @Override
  protected String text(String id) {
    return redis.getEx(valueKey(id), GetExParams.getExParams().px(timeToLive().toMillis()));
  }
}
