package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Locale;

@Mistake(
    stage = 1,
    summary = "ids that differ only in case share a key",
    killedBy = "ids_that_look_alike_are_different_products",
    hint = "any-id")
public final class IdsInLowerCase extends LeasedCatalogue {
  public IdsInLowerCase(Environment env) {
    super(env);
  }

  @Override
  protected String valueKey(String id) {
    return super.valueKey(id.toLowerCase(Locale.ROOT));
  }
}
