package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 9,
    summary = "no level in the process: each browse asks Redis",
    killedBy = "what_was_just_browsed_needs_no_server",
    hint = "local-hit")
public final class BrowsesLikeFind extends LeasedCatalogue {
  public BrowsesLikeFind(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> browse(String id) {
    return find(id);
  }
}
