package dev.syslab.solutions.caching.bench;

import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Callers;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Round;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The level in Redis against Redisson's map: the same promise (a change that was acknowledged is
 * seen, a product stays five minutes, one caller loads for all), the same table, the same Redis.
 */
final class RemoteLevelBench implements Benchmark {
  private static final int CALLERS = 8;
  private static final int READS = 1_000;
  private static final int HERD = 32;
  private static final int HERDS = 3;

  @Override
  public void run(BenchRun run) throws Exception {
    List<Level> levels = Level.of(run);
    compare(run, levels, "%d callers, all cached".formatted(CALLERS), RemoteLevelBench::cached);
    compare(
        run,
        levels,
        "%d callers, 1 call in %d an update".formatted(CALLERS, Updates.EVERY),
        (level, figures) -> new Updates(level).measure(CALLERS, figures));
    for (Level level : levels) {
      level.shop().countLoads();
    }
    compare(
        run,
        levels,
        "a hot product expires, %d callers want it, a load takes %d ms"
            .formatted(HERD, Shop.SLOW.toMillis()),
        RemoteLevelBench::expired);
    for (Level level : levels) {
      level.shop().close();
    }
  }

  /** One round of one level. */
  private interface Measure {
    void of(Level level, Figures figures) throws Exception;
  }

  private static void compare(BenchRun run, List<Level> levels, String how, Measure measure) {
    Map<String, Round> rounds = new LinkedHashMap<>();
    for (Level level : levels) {
      rounds.put(level.name(), figures -> measure.of(level, figures));
    }
    run.compare("Redis cache, 2 servers: " + how, RedissonCatalogue.NAME, rounds);
  }

  private static void cached(Level level, Figures figures) throws Exception {
    List<String> ids = level.shop().ids();
    ids.forEach(id -> level.find(0, id));
    Callers.Times times =
        Callers.run(
            CALLERS,
            READS,
            caller -> {
              level.find(caller, ids.get(ThreadLocalRandom.current().nextInt(ids.size())));
              return true;
            });
    figures.add("reads a second", times.callsPerSecond());
    figures.add("median, ms", times.percentile(0.5));
    figures.add("p99, ms", times.percentile(0.99));
  }

  /** The mean of a few herds: one alone takes only as long as one load. */
  private static void expired(Level level, Figures figures) throws Exception {
    long loads = 0;
    double median = 0;
    double slowest = 0;
    for (int herd = 0; herd < HERDS; herd++) {
      Shop shop = level.shop();
      level.find(0, shop.slow());
      shop.expireAll();
      long before = shop.loads();
      Callers.Times times =
          Callers.run(HERD, 1, caller -> level.find(caller, shop.slow()).id().equals(shop.slow()));
      loads += shop.loads() - before;
      median += times.percentile(0.5);
      slowest += times.percentile(1);
    }
    figures.add("loads", 1.0 * loads / HERDS);
    figures.add("median caller, ms", median / HERDS);
    figures.add("slowest caller, ms", slowest / HERDS);
  }
}
