package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.CompletableFuture;

@Mistake(
    stage = 2,
    summary = "the update returns before Redis has been told",
    killedBy = "an_update_is_acknowledged_only_when_redis_knows",
    hint = "tell-redis-before-you-answer")
public final class InvalidatesInTheBackground extends LeasedCatalogue {
  public InvalidatesInTheBackground(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    CompletableFuture.runAsync(() -> super.invalidate(id));
  }
}
