package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "without Redis, callers share a read in flight, even one that began before an update",
    killedBy = "a_read_without_redis_does_not_join_an_older_one",
    hint = "older-load")
public final class JoinsInTheDark extends LeasedCatalogue {
  private final Map<String, CompletableFuture<Optional<Product>>> reading =
      new ConcurrentHashMap<>();

  public JoinsInTheDark(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    return reading
        .computeIfAbsent(
            id,
            one ->
                CompletableFuture.supplyAsync(
                    () -> {
                      try {
                        return super.withoutRedis(one, silent);
                      } finally {
                        reading.remove(one);
                      }
                    }))
        .join();
  }
}
