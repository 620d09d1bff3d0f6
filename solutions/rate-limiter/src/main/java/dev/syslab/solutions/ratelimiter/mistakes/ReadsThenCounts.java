package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import redis.clients.jedis.RedisClient;

@Mistake(
    stage = 1,
    summary = "reads and compares the count, and adds to it with a second command",
    killedBy = "no_two_gateways_admit_on_the_same_count",
    hint = "look-and-count-at-once")
public final class ReadsThenCounts extends PlainWindow {
  public ReadsThenCounts(Environment env) {
    super(env);
  }

  @Override
  protected long count(RedisClient redis, String key, long cost, long amount, Duration left) {
    String read = redis.get(key);
    long count = read == null ? 0 : Long.parseLong(read);
    if (count + cost > amount) {
      return amount + 1;
    }
    redis.psetex(key, left.toMillis() + 1, Long.toString(count + cost));
    return count + cost;
  }
}
