package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 7,
    summary = "stops using Redis for good after five failures",
    killedBy = "after_the_silence_redis_counts_again",
    hint = "come-back")
public final class NeverAsksAgain extends SharedLimiter {
  public NeverAsksAgain(Environment env) {
    super(env);
  }

  private final AtomicInteger failures = new AtomicInteger();

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    if (failures.get() >= 5) {
      throw new JedisException("given up");
    }
    try {
      return super.take(pair, limits, cost, most);
    } catch (JedisException e) {
      failures.incrementAndGet();
      throw e;
    }
  }
}
