package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Eviction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.LocalLevel;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 9,
    summary = "keeps the counts of evicted keys: yesterday's favourite evicts today's",
    killedBy = "least_frequently_used",
    hint = "lfu")
public final class LfuNeverForgets extends LeasedCatalogue {
  public LfuNeverForgets(Environment env) {
    super(env);
  }

  @Override
  protected LocalLevel<Boolean> level(Eviction eviction, int capacity) {
    return eviction == Eviction.LFU
        ? new RememberingLevel<>(capacity)
        : super.level(eviction, capacity);
  }
}
