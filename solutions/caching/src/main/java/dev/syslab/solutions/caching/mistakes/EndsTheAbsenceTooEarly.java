package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "ends the absence before the insert: until the commit, any read brings it back",
    killedBy = "a_look_while_a_create_commits_does_not_hide_the_product",
    hint = "after-the-commit")
public final class EndsTheAbsenceTooEarly extends LeasedCatalogue {
  public EndsTheAbsenceTooEarly(Environment env) {
    super(env);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    invalidate(id);
    return commit(transaction -> transaction.insert(id, name, priceCents));
  }
}
