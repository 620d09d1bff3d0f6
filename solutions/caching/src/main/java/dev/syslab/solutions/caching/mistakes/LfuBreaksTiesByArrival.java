package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Eviction;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.LocalLevel;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 9,
    summary =
        "among keys read equally often, evicts the one that came in first, even if it was "
            + "read last",
    killedBy = "least_frequently_used",
    hint = "lfu")
public final class LfuBreaksTiesByArrival extends LeasedCatalogue {
  public LfuBreaksTiesByArrival(Environment env) {
    super(env);
  }

  @Override
  protected LocalLevel<Boolean> level(Eviction eviction, int capacity) {
    return eviction == Eviction.LFU
        ? new ArrivalLevel<>(capacity)
        : super.level(eviction, capacity);
  }
}
