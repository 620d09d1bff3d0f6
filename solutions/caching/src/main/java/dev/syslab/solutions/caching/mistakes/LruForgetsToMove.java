package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Eviction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.LocalLevel;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 9,
    summary = "a read does not move the entry: that is first in, first out",
    killedBy = "least_recently_used",
    hint = "lru")
public final class LruForgetsToMove extends LeasedCatalogue {
  public LruForgetsToMove(Environment env) {
    super(env);
  }

  @Override
  protected LocalLevel<Boolean> level(Eviction eviction, int capacity) {
    return eviction == Eviction.LRU
        ? LocalLevel.of(Eviction.FIFO, capacity)
        : super.level(eviction, capacity);
  }
}
