package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "a commit whose answer is lost leaves the old product in Redis",
    killedBy = "a_commit_whose_answer_is_lost_leaves_no_old_product",
    hint = "lost-answer")
public final class InvalidatesOnSuccessOnly extends LeasedCatalogue {
  public InvalidatesOnSuccessOnly(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    try (var transaction = table.begin()) {
      Product product = transaction.update(id, name, priceCents);
      transaction.commit();
      invalidate(id);
      return product;
    }
  }
}
