package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "no bound on reads: everything that Redis used to answer hits the database",
    killedBy = "a_few_reads_at_a_time_reach_the_database",
    hint = "bulkhead")
public final class EverybodyAsksTheDatabase extends LeasedCatalogue {
  public EverybodyAsksTheDatabase(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    return table.find(id);
  }
}
