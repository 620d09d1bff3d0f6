package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "keeps absent ids in one set, whose time to live each new id resets",
    killedBy = "an_absence_is_not_prolonged_by_another",
    hint = "absence-is-short")
public final class OneKeyForAbsences extends LeasedCatalogue {
  public OneKeyForAbsences(Environment env) {
    super(env);
  }

  @Override
  protected String text(String id) {
    return redis.sismember("absent", id) ? "" : super.text(id);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    if (!text.isEmpty()) {
      return super.put(id, text, stay, token);
    }
    redis.eval(
        "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SADD', KEYS[2], ARGV[2]) "
            + "redis.call('PEXPIRE', KEYS[2], ARGV[3]) end",
        List.of(leaseKey(id), "absent"),
        List.of(token, id, Long.toString(stay.toMillis())));
    return true;
  }

  @Override
  protected void invalidate(String id) {
    super.invalidate(id);
    redis.srem("absent", id);
  }
}
