package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 1,
    summary = "loaded products stay in Redis forever",
    killedBy = "every_key_goes_by_itself",
    hint = "time-to-live")
public final class NoTimeToLive extends LeasedCatalogue {
  public NoTimeToLive(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    boolean ours = token.equals(redis.get(leaseKey(id)));
    if (ours) {
      redis.set(valueKey(id), text);
    }
    return ours;
  }
}
