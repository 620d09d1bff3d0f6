package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Mistake(
    stage = 7,
    summary = "retries for four seconds if Redis refuses connections",
    killedBy = "a_redis_that_is_gone_is_the_same",
    hint = "any-failure")
public final class RetriesForSeconds extends SharedLimiter {
  public RetriesForSeconds(Environment env) {
    super(env);
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    while (true) {
      long began = System.nanoTime();
      try {
        return super.take(pair, limits, cost, most);
      } catch (JedisConnectionException e) {
        long now = System.nanoTime();
        if (now > end || now - began > SILENCE.toNanos()) {
          throw e;
        }
      }
    }
  }
}
