package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Clock;
import java.time.Duration;
import redis.clients.jedis.RedisClient;

@Mistake(
    stage = 1,
    summary = "chooses the window by the gateway's own clock",
    killedBy = "windows_follow_the_servers_clock",
    hint = "one-clock")
public final class GoesByItsOwnClock extends PlainWindow {
  private final Clock clock;

  public GoesByItsOwnClock(Environment env) {
    super(env);
    this.clock = env.clock();
  }

  @Override
  protected long now(Server server) {
    return clock.millis();
  }

  @Override
  protected long count(RedisClient redis, String key, long cost, long amount, Duration left) {
    Object count =
        redis.eval(
            "local count = redis.call('INCRBY', KEYS[1], ARGV[1]) "
                + "redis.call('PEXPIRE', KEYS[1], ARGV[2]) return count",
            1,
            key,
            Long.toString(cost),
            Long.toString(left.toMillis() + 1));
    return (Long) count;
  }
}
