package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 5,
    summary = "guards only the fill of products: an overtaken read brings the absence back",
    killedBy = "an_overtaken_look_does_not_bring_the_absence_back",
    hint = "stale-absence")
public final class UnguardedAbsence extends LeasedCatalogue {
  public UnguardedAbsence(Environment env) {
    super(env);
  }

  @Override
  protected boolean fill(String id, Optional<Product> product, String token) {
    if (product.isEmpty()) {
      redis.psetex(valueKey(id), ABSENT_TIME_TO_LIVE.toMillis(), "");
      return true;
    }
    return super.fill(id, product, token);
  }
}
