package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "each change deletes the list from Redis",
    killedBy = "changes_do_not_make_every_call_compute_the_list",
    hint = "shared-list")
public final class ChangesDropTheList extends LeasedCatalogue {
  public ChangesDropTheList(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    super.invalidate(id);
    redis.del("cheapest");
  }
}
