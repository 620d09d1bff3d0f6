package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "changes the row and leaves the old product in Redis",
    killedBy = "an_acknowledged_update_is_seen_on_every_server",
    hint = "invalidate")
public final class ForgetsTheCache extends LeasedCatalogue {
  public ForgetsTheCache(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {}
}
