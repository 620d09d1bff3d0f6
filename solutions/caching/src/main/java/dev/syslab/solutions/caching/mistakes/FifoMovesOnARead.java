package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Eviction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.LocalLevel;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 9,
    summary = "a read moves the entry to the end: that is least recently used",
    killedBy = "first_in_first_out",
    hint = "fifo")
public final class FifoMovesOnARead extends LeasedCatalogue {
  public FifoMovesOnARead(Environment env) {
    super(env);
  }

  @Override
  protected LocalLevel<Boolean> level(Eviction eviction, int capacity) {
    return eviction == Eviction.FIFO
        ? LocalLevel.of(Eviction.LRU, capacity)
        : super.level(eviction, capacity);
  }
}
