package dev.syslab.solutions.caching.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Eviction;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Round;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The level in the process: three policies against Caffeine and the optimum, on three traces. */
final class LocalLevelBench implements Benchmark {
  private static final String PEER = "Caffeine";
  private static final String HITS = "hit ratio, %";
  private static final int CAPACITY = 500;
  private static final long LEAST_NANOS = 100_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Override
  public void run(BenchRun run) {
    for (Trace trace : Trace.values()) {
      List<String> keys = trace.keys();
      int most = Belady.hits(keys, CAPACITY);
      Map<String, Round> rounds = new LinkedHashMap<>();
      for (Contender<Catalogue> contender : run.contenders(Catalogue.class)) {
        for (Eviction eviction : Eviction.values()) {
          rounds.put(
              contender.name() + ", " + eviction,
              figures ->
                  measure(
                      figures,
                      keys,
                      most,
                      all -> contender.contract().replay(eviction, CAPACITY, all)));
        }
      }
      rounds.put(PEER, figures -> measure(figures, keys, most, LocalLevelBench::caffeine));
      rounds.put("optimum (Belady)", figures -> figures.add(HITS, 100.0 * most / keys.size()));
      run.compare("In-process cache of " + CAPACITY + " entries: " + trace.title(), PEER, rounds);
    }
  }

  /**
   * Replays the trace until there is enough to measure. By the thread's processor time: all of this
   * runs in one thread, and what else the machine does at the moment is not the level's doing.
   */
  private static void measure(
      Figures figures, List<String> keys, int most, Function<List<String>, List<Boolean>> replay) {
    long began = THREADS.getCurrentThreadCpuTime();
    long nanos;
    long reads = 0;
    List<Boolean> seen;
    do {
      seen = replay.apply(keys);
      reads += keys.size();
      nanos = THREADS.getCurrentThreadCpuTime() - began;
    } while (nanos < LEAST_NANOS);
    long hits = seen.stream().filter(hit -> hit).count();
    if (seen.size() != keys.size() || hits > most) {
      throw new IllegalStateException(
          "%d hits in %d answers to %d reads; at most %d can be hits. See ./lab test caching --stage 9"
              .formatted(hits, seen.size(), keys.size(), most));
    }
    figures.add(HITS, 100.0 * hits / keys.size());
    figures.add("million reads per CPU s", reads * 1e3 / nanos);
  }

  private static List<Boolean> caffeine(List<String> keys) {
    // In the caller's thread: in a loop as tight as this its upkeep would lag behind.
    Cache<String, Boolean> cache =
        Caffeine.newBuilder().maximumSize(CAPACITY).executor(Runnable::run).build();
    List<Boolean> hits = new ArrayList<>(keys.size());
    for (String key : keys) {
      boolean hit = cache.getIfPresent(key) != null;
      hits.add(hit);
      if (!hit) {
        cache.put(key, true);
      }
    }
    return hits;
  }
}
