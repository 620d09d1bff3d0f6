package dev.syslab.labs.bloomfilter;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Call;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Calls that run at the same time in one process, in rounds, until as many as a test wants have run
 * beside each other.
 */
final class Threads {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final int MOST_ROUNDS = 100;

  private final Fleet<BloomFilters> fleet;
  private final int enough;
  private int round;
  private long overlaps;

  /**
   * @param enough so many pairs of calls must have overlapped
   */
  Threads(Fleet<BloomFilters> fleet, int enough) {
    this.fleet = fleet;
    this.enough = enough;
  }

  /** Whether there must be another round. */
  boolean goOn() {
    if (overlaps < enough && ++round > MOST_ROUNDS) {
      throw new Inconclusive("in %d rounds, hardly any calls overlapped".formatted(round));
    }
    return overlaps < enough;
  }

  /** Begins a call for each number, waits for all, and counts which overlapped. */
  <T> List<T> all(int threads, IntFunction<Call<BloomFilters, T>> calls) {
    List<Ongoing<T>> begun = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      begun.add(fleet.begin(0, calls.apply(i)));
    }
    List<Attempt<T>> ended = begun.stream().map(one -> one.await(BOUND)).toList();
    for (int i = 0; i < threads; i++) {
      for (int j = 0; j < i; j++) {
        overlaps += overlap(ended.get(i), ended.get(j)) ? 1 : 0;
      }
    }
    return ended.stream().map(Attempt::get).toList();
  }

  private static boolean overlap(Attempt<?> one, Attempt<?> other) {
    return one.began().isBefore(other.ended()) && other.began().isBefore(one.ended());
  }
}
