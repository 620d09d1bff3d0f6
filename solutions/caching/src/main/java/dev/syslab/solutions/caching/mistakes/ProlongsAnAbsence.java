package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 5,
    summary = "each read extends the absence: it stays for as long as the product is requested",
    killedBy = "an_absence_is_forgotten_soon",
    hint = "absence-is-short")
public final class ProlongsAnAbsence extends LeasedCatalogue {
  public ProlongsAnAbsence(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    Optional<Product> product = super.find(id);
    if (product.isEmpty()) {
      redis.pexpire(valueKey(id), ABSENT_TIME_TO_LIVE.toMillis());
    }
    return product;
  }
}
