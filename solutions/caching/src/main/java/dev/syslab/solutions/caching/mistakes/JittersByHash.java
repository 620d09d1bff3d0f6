package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "jitter from the id's hash: a product always gets the same time to live",
    killedBy = "each_load_draws_its_time_to_live_evenly",
    hint = "even-jitter")
public final class JittersByHash extends LeasedCatalogue {
  private final ThreadLocal<String> filling = ThreadLocal.withInitial(() -> "");

  public JittersByHash(Environment env) {
    super(env);
  }

  @Override
  protected boolean fill(String id, Optional<Product> product, String token) {
    filling.set(id);
    return super.fill(id, product, token);
  }

  @Override
  protected Duration timeToLive() {
    long range = 2 * JITTER.toMillis() + 1;
    long jitter = Math.floorMod(filling.get().hashCode(), range) - JITTER.toMillis();
    return TIME_TO_LIVE.plusMillis(jitter);
  }
}
