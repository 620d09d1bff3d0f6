package dev.syslab.labs.ratelimiter;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Your gateway. A TODO's number is its stage; the README explains each. */
public final class MyRateLimiter implements RateLimiter {
  private final UnifiedJedis redis;

  public MyRateLimiter(Environment env) {
    // TODO 7: do not wait for a silent server. TODO 8: use all of env.redisServers().
    this.redis = RedisClient.create(env.redis());
  }

  @Override // TODO 1: Configuration.parse reads it. TODO 4: tell the other gateways
  public void configure(String document) {
    throw new NotImplemented(1, "validate the document, and store it in Redis for every gateway");
  }

  @Override // TODO 1; then 2, 3: the other algorithms, 5: several limits, 7: no Redis, 8: batches
  public Decision decide(String route, String client, long cost) {
    throw new NotImplemented(1, "count the cost in the route's window if there is room for it");
  }

  @Override // TODO 4: Javalin is on the class path
  public int listen(String upstream) {
    throw new NotImplemented(4, "serve HTTP, and tell a denied client with 429 when to come back");
  }

  @Override // TODO 6
  public Optional<String> acquire(String route, String client) {
    throw new NotImplemented(
        6, "take a slot with a lease, and renew it while the gateway is alive");
  }

  @Override // TODO 6
  public boolean release(String slot) {
    throw new NotImplemented(6, "release the slot if it is still held");
  }
}
