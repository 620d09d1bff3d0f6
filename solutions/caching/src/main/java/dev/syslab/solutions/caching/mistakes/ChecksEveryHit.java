package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "checks the database on every hit: the cache saves nothing",
    killedBy = "a_cached_product_needs_no_database",
    hint = "hit-path")
public final class ChecksEveryHit extends LeasedCatalogue {
  public ChecksEveryHit(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Copy> copy(String id) {
    return super.copy(id).filter(copy -> table.find(id).equals(copy.product()));
  }
}
