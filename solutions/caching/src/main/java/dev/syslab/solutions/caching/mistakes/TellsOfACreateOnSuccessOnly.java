package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "ends the absence only if commit() returned: its answer can be lost",
    killedBy = "a_create_whose_answer_is_lost_ends_the_absence",
    hint = "lost-answer")
public final class TellsOfACreateOnSuccessOnly extends LeasedCatalogue {
  public TellsOfACreateOnSuccessOnly(Environment env) {
    super(env);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    Product product = commit(transaction -> transaction.insert(id, name, priceCents));
    invalidate(id);
    return product;
  }
}
