package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ReadGate;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "waits for Redis, and then for a permit as if it had not waited yet",
    killedBy = "a_few_reads_at_a_time_reach_the_database",
    hint = "bulkhead")
public final class PatienceForEachWait extends LeasedCatalogue {
  private final ReadGate places = new ReadGate(READS_AT_ONCE, PATIENCE);

  public PatienceForEachWait(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    return places.take(() -> table.find(id));
  }
}
