package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "a breaker that opens and never closes: after one silence, the cache is off for good",
    killedBy = "after_the_silence_redis_answers_again",
    hint = "come-back")
public final class NeverComesBack extends LeasedCatalogue {
  private volatile boolean open;

  public NeverComesBack(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    return open ? reads.take(() -> table.find(id)) : super.find(id);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    open = true;
    return super.withoutRedis(id, silent);
  }
}
