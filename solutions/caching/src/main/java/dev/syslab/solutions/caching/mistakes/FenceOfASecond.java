package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 3,
    summary =
        "an update stops readers from filling for a second: one that was paused for longer "
            + "fills",
    killedBy = "a_reader_that_stood_still_for_long_is_refused_too",
    hint = "stale-set")
public final class FenceOfASecond extends LeasedCatalogue {
  public FenceOfASecond(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    redis.psetex("fence:" + id, 1_000, "");
    super.invalidate(id);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    boolean free = !redis.exists("fence:" + id);
    if (free) {
      redis.psetex(valueKey(id), stay.toMillis(), text);
    }
    return free;
  }
}
