package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import java.util.UUID;

@Mistake(
    stage = 6,
    summary = "a write-through whose right has expired leaves Redis as it is",
    killedBy = "a_write_that_commits_slowly_leaves_no_old_product",
    hint = "stale-set")
public final class ThroughGivesUp extends LeasedCatalogue {
  public ThroughGivesUp(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    if (policy == WritePolicy.AROUND) {
      return super.reprice(id, priceCents, policy);
    }
    String token = UUID.randomUUID().toString();
    redis.psetex(leaseKey(id), LEASE.toMillis(), token);
    boolean committed = false;
    try {
      Product product = commit(transaction -> transaction.reprice(id, priceCents));
      committed = true;
      fill(id, Optional.of(product), token);
      return product;
    } finally {
      if (!committed) {
        invalidate(id);
      }
    }
  }
}
