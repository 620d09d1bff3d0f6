package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Eviction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.LocalLevel;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 9,
    summary = "silently repairs a capacity of 0",
    killedBy = "a_level_without_room_is_refused",
    hint = "capacity")
public final class AcceptsNoRoom extends LeasedCatalogue {
  public AcceptsNoRoom(Environment env) {
    super(env);
  }

  @Override
  protected LocalLevel<Boolean> level(Eviction eviction, int capacity) {
    return super.level(eviction, Math.max(1, capacity));
  }
}
