package dev.syslab.solutions.caching.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Eviction;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The level in the process: three policies against Caffeine, on three traces. */
final class LocalLevelBench implements Benchmark {
  private static final String PEER = "Caffeine";
  private static final int CAPACITY = 500;
  private static final int ROUNDS = 5;

  @Override
  public void run(BenchRun run) throws Exception {
    for (Trace trace : Trace.values()) {
      List<String> keys = trace.keys();
      Table table = run.table("Local level, room for " + CAPACITY + ": " + trace.title(), PEER);
      // The first round warms up.
      for (int round = 0; round <= ROUNDS; round++) {
        boolean counts = round > 0;
        for (Contender<Catalogue> contender : run.contenders(Catalogue.class)) {
          for (Eviction eviction : Eviction.values()) {
            String name = contender.name() + ", " + eviction;
            run.round(
                table,
                name,
                () ->
                    measure(
                        counts ? table : null,
                        name,
                        keys,
                        all -> contender.contract().replay(eviction, CAPACITY, all)));
          }
        }
        run.round(
            table,
            PEER,
            () -> measure(counts ? table : null, PEER, keys, LocalLevelBench::caffeine));
      }
    }
  }

  private static List<Boolean> measure(
      Table table, String name, List<String> keys, Function<List<String>, List<Boolean>> replay) {
    long began = System.nanoTime();
    List<Boolean> hits = replay.apply(keys);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (table != null) {
      double ratio = 100.0 * hits.stream().filter(hit -> hit).count() / keys.size();
      table.add(name, "hit ratio, %", ratio);
      table.add(name, "million reads a second", keys.size() / seconds / 1e6);
    }
    return hits;
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
