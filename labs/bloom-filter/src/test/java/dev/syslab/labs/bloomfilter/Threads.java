package dev.syslab.labs.bloomfilter;

import dev.syslab.kit.Call;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Calls that run at the same time in one process. */
final class Threads {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private Threads() {}

  /** Begins a call for each number, and waits for all. */
  static <T> List<T> all(
      Fleet<BloomFilters> fleet, int threads, IntFunction<Call<BloomFilters, T>> calls) {
    List<Ongoing<T>> begun = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      begun.add(fleet.begin(0, calls.apply(i)));
    }
    return begun.stream().map(one -> one.await(BOUND).get()).toList();
  }
}
