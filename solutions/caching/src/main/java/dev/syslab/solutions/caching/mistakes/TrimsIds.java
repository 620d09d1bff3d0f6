package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "ids that differ only in a space share a key",
    killedBy = "ids_that_look_alike_are_different_products",
    hint = "any-id")
public final class TrimsIds extends LeasedCatalogue {
  public TrimsIds(Environment env) {
    super(env);
  }

  @Override
  protected String valueKey(String id) {
    return super.valueKey(id.strip());
  }
}
