package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary =
        "deletes inside the transaction: until the commit, readers load the old product again",
    killedBy = "until_the_commit_everybody_sees_the_old_product_and_then_the_new_one",
    hint = "after-the-commit")
public final class DeletesBeforeTheCommit extends LeasedCatalogue {
  public DeletesBeforeTheCommit(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    try (var transaction = table.begin()) {
      Product product = transaction.update(id, name, priceCents);
      invalidate(id);
      transaction.commit();
      return product;
    }
  }
}
