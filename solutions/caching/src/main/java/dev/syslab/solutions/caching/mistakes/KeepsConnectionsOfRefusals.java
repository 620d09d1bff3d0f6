package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductTransaction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.function.Function;

@Mistake(
    stage = 2,
    summary = "returns a connection to the pool only if the statement succeeds",
    killedBy = "an_update_of_an_unknown_product_is_refused",
    hint = "contract-errors")
public final class KeepsConnectionsOfRefusals extends LeasedCatalogue {
  public KeepsConnectionsOfRefusals(Environment env) {
    super(env);
  }

  @Override
  protected Product commit(Function<ProductTransaction, Product> statement) {
    ProductTransaction transaction = table.begin();
    Product product = statement.apply(transaction);
    try {
      transaction.commit();
    } finally {
      transaction.close();
    }
    return product;
  }
}
