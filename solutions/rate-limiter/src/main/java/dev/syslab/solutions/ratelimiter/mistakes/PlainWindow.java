package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Algorithm;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.State;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.RedisClient;

/**
 * A fixed window with plain commands instead of a script, in an order that each mistake chooses.
 */
abstract class PlainWindow extends SharedLimiter {
  PlainWindow(Environment env) {
    super(env);
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    Limit limit = limits.get(0);
    if (limits.size() > 1 || limit.algorithm() != Algorithm.FIXED_WINDOW) {
      return super.take(pair, limits, cost, most);
    }
    Server server = servers.of(pair);
    long period = limit.period().toMillis();
    long now = now(server);
    Duration left = Duration.ofMillis(period - now % period);
    String key = pair.key(limit) + ":" + now / period;
    long count = server.ask(() -> count(server.client(), key, cost, limit.amount(), left));
    return new Taken(
        count <= limit.amount() ? cost : 0,
        List.of(new State(Math.max(0, limit.amount() - count), left, left)));
  }

  /** The time in milliseconds since 1970. */
  protected long now(Server server) {
    Object time = server.client().eval("return redis.call('TIME')");
    List<?> parts = (List<?>) time;
    return Long.parseLong((String) parts.get(0)) * 1000
        + Long.parseLong((String) parts.get(1)) / 1000;
  }

  /** Counts, and returns the new count, which exceeds the amount if the call is denied. */
  protected abstract long count(
      RedisClient redis, String key, long cost, long amount, Duration left);
}
