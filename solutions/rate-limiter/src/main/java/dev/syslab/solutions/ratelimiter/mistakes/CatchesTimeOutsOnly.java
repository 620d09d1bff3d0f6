package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.SocketTimeoutException;
import java.util.List;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Mistake(
    stage = 7,
    summary = "handles timeouts only: a Redis that refuses connections is an unexpected error",
    killedBy = "a_redis_that_is_gone_is_the_same",
    hint = "any-failure")
public final class CatchesTimeOutsOnly extends SharedLimiter {
  public CatchesTimeOutsOnly(Environment env) {
    super(env);
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    try {
      return super.take(pair, limits, cost, most);
    } catch (JedisConnectionException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        throw e;
      }
      throw new IllegalStateException(e);
    }
  }
}
