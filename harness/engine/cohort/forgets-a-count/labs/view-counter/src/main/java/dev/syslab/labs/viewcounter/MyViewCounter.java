package dev.syslab.labs.viewcounter;

import dev.syslab.subject.Environment;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

public class MyViewCounter implements ViewCounter {
  private static final int TIMEOUT_MILLIS = 2_500;
  private static final int LONGEST_PAGE = 1_024;

  private final UnifiedJedis redis;

  public MyViewCounter(Environment env) {
    this(env, TIMEOUT_MILLIS);
  }

  /**
   * @param timeoutMillis how long Redis may take to answer; 0 forever
   */
  protected MyViewCounter(Environment env, int timeoutMillis) {
    HostAndPort address = JedisURIHelper.getHostAndPort(env.redis());
    this.redis =
        RedisClient.builder()
            .hostAndPort(address.getHost(), address.getPort())
            .clientConfig(
                DefaultJedisClientConfig.builder(env.redis())
                    .timeoutMillis(timeoutMillis)
                    .build())
            .build();
  }

  @Override
  public long add(String page) {
    check(page);
    try {
      return increment(redis, key(page));
    } catch (JedisException e) {
      throw new IllegalStateException("Redis does not answer: " + e.getMessage(), e);
    }
  }

  protected void check(String page) {
    if (page.isEmpty() || page.length() > LONGEST_PAGE) {
      throw new IllegalArgumentException(
          "page must have 1 to %d characters, had %d".formatted(LONGEST_PAGE, page.length()));
    }
  }

  protected String key(String page) {
    return "views:" + page;
  }

  /** Adds one to the number at the key and returns the sum. */
  protected long increment(UnifiedJedis redis, String key) {
    String before = redis.get(key);
    redis.set(key, before == null ? "1" : "2");
    return before == null ? 1 : 2;
  }
}
