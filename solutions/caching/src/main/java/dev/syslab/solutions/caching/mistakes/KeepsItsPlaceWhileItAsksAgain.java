package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary =
        "asks a silent Redis a second time, and keeps its permit meanwhile: nobody else gets one",
    killedBy = "a_read_without_a_permit_waits_for_one",
    hint = "bulkhead")
public final class KeepsItsPlaceWhileItAsksAgain extends LeasedCatalogue {
  public KeepsItsPlaceWhileItAsksAgain(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    return reads.take(
        () -> {
          Optional<Product> product = table.find(id);
          try {
            redis.del(leaseKey(id));
          } catch (JedisException e) {
            // Still silent.
          }
          return product;
        });
  }
}
