package dev.syslab.solutions.caching.mistakes;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.locks.LockSupport;

@Mistake(
    stage = 3,
    summary =
        "deletes again half a second later: a slower reader still brings the old product back",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public final class DeletesTwice extends UnguardedFill {
  public DeletesTwice(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    super.invalidate(id);
    LockSupport.parkNanos(500_000_000);
    super.invalidate(id);
  }
}
