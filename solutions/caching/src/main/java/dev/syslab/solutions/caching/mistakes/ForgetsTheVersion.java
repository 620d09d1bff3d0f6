package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.alternatives.VersionCompare;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "deletes when the answer to COMMIT is lost: no version is left to compare with",
    killedBy = "an_overtaken_reader_is_refused_also_when_the_commits_answer_was_lost",
    hint = "lost-answer-stale-set")
public final class ForgetsTheVersion extends VersionCompare {
  public ForgetsTheVersion(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Product product;
    try (var transaction = table.begin()) {
      product = transaction.update(id, name, priceCents);
      transaction.commit();
    } catch (DatabaseException e) {
      redis.del("entry/" + id);
      throw e;
    }
    raise(product);
    return product;
  }
}
