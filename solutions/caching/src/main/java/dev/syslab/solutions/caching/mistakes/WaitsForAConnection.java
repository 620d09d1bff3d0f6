package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

@Mistake(
    stage = 8,
    summary =
        "the default pool of 8 connections: callers wait for callers that wait for a silent "
            + "Redis",
    killedBy = "a_few_reads_at_a_time_reach_the_database",
    hint = "bulkhead")
public class WaitsForAConnection extends LeasedCatalogue {
  public WaitsForAConnection(Environment env) {
    super(env);
  }

  protected int timeoutMillis() {
    return 600;
  }

  @Override
  protected UnifiedJedis connect(Environment env) {
    return RedisClient.builder()
        .hostAndPort(env.redis().getHost(), env.redis().getPort())
        .clientConfig(
            DefaultJedisClientConfig.builder(env.redis()).timeoutMillis(timeoutMillis()).build())
        .build();
  }
}
