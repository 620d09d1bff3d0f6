package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "deletes before it writes: a reader brings the old product back in between",
    killedBy = "until_the_commit_everybody_sees_the_old_product_and_then_the_new_one",
    hint = "after-the-commit")
public final class DeletesBeforeTheWrite extends LeasedCatalogue {
  public DeletesBeforeTheWrite(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    invalidate(id);
    try (var transaction = table.begin()) {
      Product product = transaction.update(id, name, priceCents);
      transaction.commit();
      return product;
    }
  }
}
