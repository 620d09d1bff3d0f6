package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@Mistake(
    stage = 4,
    summary =
        "a few locks for all products of a server: a slow load blocks those that share its "
            + "lock",
    killedBy = "the_load_of_one_product_holds_up_no_other",
    hint = "one-lease-each")
public final class SharesLocksBetweenProducts extends LeasedCatalogue {
  private final List<Object> locks = Stream.generate(Object::new).limit(4).toList();

  public SharesLocksBetweenProducts(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    synchronized (locks.get(Math.floorMod(id.hashCode(), locks.size()))) {
      return super.load(id, token);
    }
  }
}
