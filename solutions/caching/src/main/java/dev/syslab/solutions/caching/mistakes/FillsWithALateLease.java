package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary =
        "the request for the lease timed out, but Redis may have granted it; so it reads, and "
            + "tries to fill",
    killedBy = "what_reaches_redis_too_late_gives_no_right_to_fill",
    hint = "late-request")
public final class FillsWithALateLease extends LeasedCatalogue {
  public FillsWithALateLease(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    try {
      Optional<Copy> copy = copy(id);
      if (copy.isPresent()) {
        return copy.get().product();
      }
      return lease(id, token) ? load(id, token) : super.find(id);
    } catch (JedisException silent) {
      Optional<Product> product = withoutRedis(id, silent);
      fillIfRedisIsBack(id, product, token);
      return product;
    }
  }

  private void fillIfRedisIsBack(String id, Optional<Product> product, String token) {
    try {
      fill(id, product, token);
    } catch (JedisException e) {
      // It is not.
    }
  }
}
