package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.NearCache;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 9,
    summary = "counts an entry's age from its arrival, however long the answer took",
    killedBy = "what_is_browsed_is_as_old_as_the_beginning_of_its_read",
    hint = "age-of-an-entry")
public final class EntryAgesFromItsArrival extends LeasedCatalogue {
  public EntryAgesFromItsArrival(Environment env) {
    super(env);
  }

  @Override
  protected NearCache near() {
    return new NearCache(this::find) {
      @Override
      protected void put(String id, Optional<Product> product, long asOf) {
        super.put(id, product, System.nanoTime());
      }
    };
  }
}
