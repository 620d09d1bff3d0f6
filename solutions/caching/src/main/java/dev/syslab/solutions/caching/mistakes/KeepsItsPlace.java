package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.BusyException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "a read that fails does not release its permit: after a few, no read gets in",
    killedBy = "a_read_that_fails_gives_its_place_back",
    hint = "release-the-permit")
public final class KeepsItsPlace extends LeasedCatalogue {
  private final Semaphore places = new Semaphore(READS_AT_ONCE);

  public KeepsItsPlace(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    if (!places.tryAcquire()) {
      throw new BusyException("no permit to read the table is free");
    }
    Optional<Product> product = table.find(id);
    places.release();
    return product;
  }
}
