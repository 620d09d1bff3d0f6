package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ReadGate;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "refuses a read as soon as all permits are taken",
    killedBy = "a_read_without_a_permit_waits_for_one",
    hint = "bulkhead")
public final class DoesNotWaitForAPlace extends LeasedCatalogue {
  public DoesNotWaitForAPlace(Environment env) {
    super(env);
  }

  private final ReadGate noQueue = new ReadGate(READS_AT_ONCE, Duration.ZERO);

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    return noQueue.take(() -> table.find(id));
  }
}
