package dev.syslab.solutions.bloomfilter.bench;

import dev.syslab.labs.bloomfilter.BloomFilters;
import dev.syslab.labs.bloomfilter.KeyRange;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Round;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Plain filters at a rate of 1 %, in batches of 1,000 keys: small ones that fit into a core's
 * cache, and one that does not.
 */
final class PlainFilterBench implements Benchmark {
  private static final String PEER = "Guava BloomFilter";
  private static final int SMALL = 20_000;
  private static final int LARGE = 4_000_000;
  private static final int ASKED = 200_000;
  private static final long LEAST_NANOS = 200_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<List<String>> PRESENT = range(0, ASKED);
  private static final List<List<String>> ABSENT = range(1L << 40, ASKED);

  private int made;

  private static List<List<String>> range(long first, int count) {
    return new KeyRange("user:", first, 1, count, "").batches().toList();
  }

  @Override
  public void run(BenchRun run) {
    compare(run, "in cache: 24 kB", SMALL);
    compare(run, "out of cache: 4.8 MB", LARGE);
  }

  private void compare(BenchRun run, String where, int keys) {
    Map<String, Round> rounds = new LinkedHashMap<>();
    for (Contender<BloomFilters> contender : run.contenders(BloomFilters.class)) {
      rounds.put(
          contender.name(), round(keys, size -> Candidate.of(contender, where + made++, size)));
    }
    rounds.put(PEER, round(keys, Candidate::guava));
    rounds.put("fastfilter BlockedBloom", round(keys, Candidate::blocked));
    run.compare("1 %% wrong, %,d keys, %s".formatted(keys, where), PEER, rounds);
  }

  /**
   * Large filters are filled once; small ones in each round, for as long as it takes to measure.
   */
  private static Round round(int keys, IntFunction<Candidate> maker) {
    Map<String, Candidate> kept = new HashMap<>();
    return figures -> {
      Candidate filter = kept.computeIfAbsent("filled", any -> filled(keys, maker));
      if (keys == SMALL) {
        figures.add("million adds a CPU s", adds(maker));
      } else {
        // Over and over the same ones: the bits are set, the memory is as far away.
        figures.add("million adds a CPU s", perSecond(filter.add(), PRESENT));
      }
      figures.add(
          "million present a CPU s",
          perSecond(filter.contains(), PRESENT.subList(0, Math.min(keys, ASKED) / 1_000)));
      figures.add("million absent a CPU s", perSecond(filter.contains(), ABSENT));
      figures.add("measured rate, %", rate(filter));
    };
  }

  private static Candidate filled(int keys, IntFunction<Candidate> maker) {
    Candidate filter = maker.apply(keys);
    new KeyRange("user:", 0, 1, keys, "").batches().forEach(filter.add()::apply);
    return filter;
  }

  private static double adds(IntFunction<Candidate> maker) {
    List<List<String>> keys = PRESENT.subList(0, SMALL / 1_000);
    long nanos = 0;
    long done = 0;
    while (nanos < LEAST_NANOS) {
      Candidate fresh = maker.apply(SMALL);
      long began = THREADS.getCurrentThreadCpuTime();
      keys.forEach(fresh.add()::apply);
      nanos += THREADS.getCurrentThreadCpuTime() - began;
      done += SMALL;
    }
    return done * 1e3 / nanos;
  }

  /** By the thread's processor time: what else the machine does is not the filter's doing. */
  private static double perSecond(
      Function<List<String>, List<Boolean>> call, List<List<String>> batches) {
    long began = THREADS.getCurrentThreadCpuTime();
    long nanos;
    long done = 0;
    do {
      batches.forEach(call::apply);
      done += batches.size() * 1_000L;
      nanos = THREADS.getCurrentThreadCpuTime() - began;
    } while (nanos < LEAST_NANOS);
    return done * 1e3 / nanos;
  }

  private static double rate(Candidate filter) {
    long wrong =
        ABSENT.stream()
            .mapToLong(batch -> filter.contains().apply(batch).stream().filter(yes -> yes).count())
            .sum();
    return 100.0 * wrong / ASKED;
  }
}
