package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a new price reaches Redis only if commit() has returned",
    killedBy = "a_write_whose_answer_is_lost_leaves_no_old_product",
    hint = "lost-answer")
public final class RepricesOnSuccessOnly extends LeasedCatalogue {
  public RepricesOnSuccessOnly(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    Product product = commit(transaction -> transaction.reprice(id, priceCents));
    invalidate(id);
    if (policy == WritePolicy.THROUGH) {
      find(id);
    }
    return product;
  }
}
