package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "writes a new product to Redis after the commit, whatever happened in between",
    killedBy = "a_slow_create_does_not_undo_an_update",
    hint = "older-write")
public final class CreateFillsAtOnce extends LeasedCatalogue {
  public CreateFillsAtOnce(Environment env) {
    super(env);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    Product product = super.create(id, name, priceCents);
    redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(product));
    return product;
  }
}
