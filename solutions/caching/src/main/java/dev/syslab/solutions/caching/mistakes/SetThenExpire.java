package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 1,
    summary = "SET, then EXPIRE: a process that dies in between leaves a key forever",
    killedBy = "no_key_is_without_a_time_to_live_at_any_moment",
    hint = "set-and-expire-at-once")
public final class SetThenExpire extends LeasedCatalogue {
  public SetThenExpire(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    boolean ours = token.equals(redis.get(leaseKey(id)));
    if (ours) {
      redis.set(valueKey(id), text);
      redis.pexpire(valueKey(id), stay.toMillis());
    }
    return ours;
  }
}
