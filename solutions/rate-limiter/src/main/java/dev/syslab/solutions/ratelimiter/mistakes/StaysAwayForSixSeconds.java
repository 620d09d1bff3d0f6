package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 7,
    summary = "does not use Redis for six seconds after a failure",
    killedBy = "after_the_silence_redis_counts_again",
    hint = "come-back")
public final class StaysAwayForSixSeconds extends SharedLimiter {
  public StaysAwayForSixSeconds(Environment env) {
    super(env);
  }

  private volatile long until = System.nanoTime();

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    if (System.nanoTime() - until < 0) {
      throw new JedisException("waiting for Redis to recover");
    }
    try {
      return super.take(pair, limits, cost, most);
    } catch (JedisException e) {
      until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
      throw e;
    }
  }
}
