package dev.syslab.solutions.ratelimiter.bench;

import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.Redisson;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's limiter: a log of permits in a sorted set, with a script for each decision. */
final class RedissonGateway implements Gateway {
  static final String NAME = "Redisson";

  private final RedissonClient redisson;
  private final long amount;
  private final Map<String, RRateLimiter> limiters = new ConcurrentHashMap<>();

  RedissonGateway(Environment environment, long amount) {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress("redis://" + environment.redis().getAuthority())
        .setDatabase(Integer.parseInt(environment.redis().getPath().substring(1)));
    this.redisson = Redisson.create(config);
    this.amount = amount;
  }

  @Override
  public boolean admits(String client) {
    return limiters.computeIfAbsent(client, this::limiter).tryAcquire();
  }

  private RRateLimiter limiter(String client) {
    RRateLimiter limiter = redisson.getRateLimiter("limit:" + amount + ":" + client);
    limiter.trySetRate(RateType.OVERALL, amount, Duration.ofSeconds(1));
    return limiter;
  }
}
