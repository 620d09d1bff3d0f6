package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import redis.clients.jedis.RedisClient;

@Mistake(
    stage = 1,
    summary = "INCR, then a second command for the time to live",
    killedBy = "no_key_is_without_a_time_to_live_at_any_moment",
    hint = "set-and-expire-at-once")
public final class CountsThenExpires extends PlainWindow {
  public CountsThenExpires(Environment env) {
    super(env);
  }

  @Override
  protected long count(RedisClient redis, String key, long cost, long amount, Duration left) {
    long count = redis.incrBy(key, cost);
    if (count == cost) {
      redis.pexpire(key, left.toMillis());
    }
    return count;
  }
}
