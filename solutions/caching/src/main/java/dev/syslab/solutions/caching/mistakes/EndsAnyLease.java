package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary =
        "releases the lease without comparing the token: a slow loader releases its "
            + "successor's",
    killedBy = "a_slow_loader_does_not_end_its_successors_lease",
    hint = "whose-lease")
public final class EndsAnyLease extends LeasedCatalogue {
  public EndsAnyLease(Environment env) {
    super(env);
  }

  @Override
  protected void release(String id, String token) {
    redis.del(leaseKey(id));
  }
}
