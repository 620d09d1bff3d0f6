package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductTransaction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.function.Function;

@Mistake(
    stage = 6,
    summary =
        "after a lost answer it deletes the product, but leaves an older writer the right to "
            + "fill",
    killedBy = "an_older_write_through_does_not_undo_a_newer_write_whose_answer_was_lost",
    hint = "older-write")
public final class LostAnswerSparesTheWriter extends LeasedCatalogue {
  public LostAnswerSparesTheWriter(Environment env) {
    super(env);
  }

  @Override
  protected Product change(String id, Function<ProductTransaction, Product> statement) {
    Product product;
    try {
      product = commit(statement);
    } catch (DatabaseException e) {
      redis.del(valueKey(id));
      throw e;
    }
    invalidate(id);
    return product;
  }
}
