package dev.syslab.solutions.caching.bench;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The level in Redis against Redisson's map: the same promise (a product stays five minutes, one
 * caller loads for all), the same table, the same Redis.
 */
final class RemoteLevelBench implements Benchmark {
  private static final int ROUNDS = 5;
  private static final int PRODUCTS = 500;
  private static final int THREADS = 8;
  private static final int READS = 1_500;
  private static final int HERD = 32;

  private final ExecutorService threads = Executors.newFixedThreadPool(HERD);

  /** Who answers reads. */
  private record Level(String name, Function<String, Optional<Product>> find, Shop shop) {}

  @Override
  public void run(BenchRun run) throws Exception {
    String peer = RedissonCatalogue.NAME;
    try (RedissonCatalogue redisson = new RedissonCatalogue(run.peer())) {
      List<Level> levels = new ArrayList<>();
      for (Contender<Catalogue> contender : run.contenders(Catalogue.class)) {
        Shop shop = new Shop(contender.environment(), PRODUCTS);
        levels.add(new Level(contender.name(), contender.contract()::find, shop));
      }
      levels.add(new Level(peer, redisson::find, new Shop(run.peer(), PRODUCTS)));

      Table reads = run.table("Redis level: %d callers, all cached".formatted(THREADS), peer);
      Table herd =
          run.table("Redis level: %d callers at once miss one product".formatted(HERD), peer);
      // The first round warms up.
      for (int round = 0; round <= ROUNDS; round++) {
        boolean counts = round > 0;
        for (Level level : levels) {
          run.round(reads, level.name(), () -> reads(level, counts ? reads : null));
          run.round(herd, level.name(), () -> herd(level, counts ? herd : null));
        }
      }
      for (Level level : levels) {
        level.shop().close();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void reads(Level level, Table table) throws Exception {
    level.shop().ids().forEach(level.find()::apply);
    List<Future<List<Long>>> lanes = new ArrayList<>();
    long began = System.nanoTime();
    for (int lane = 0; lane < THREADS; lane++) {
      lanes.add(threads.submit(() -> lane(level)));
    }
    List<Long> nanos = new ArrayList<>();
    for (Future<List<Long>> lane : lanes) {
      nanos.addAll(lane.get());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (table != null) {
      nanos.sort(null);
      table.add(level.name(), "reads a second", nanos.size() / seconds);
      table.add(level.name(), "median, ms", nanos.get(nanos.size() / 2) / 1e6);
      table.add(level.name(), "p99, ms", nanos.get(nanos.size() * 99 / 100) / 1e6);
    }
    return null;
  }

  private static List<Long> lane(Level level) {
    List<Long> nanos = new ArrayList<>();
    List<String> ids = level.shop().ids();
    for (int i = 0; i < READS; i++) {
      String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
      long began = System.nanoTime();
      if (level.find().apply(id).isEmpty()) {
        throw new IllegalStateException(level.name() + " does not find " + id);
      }
      nanos.add(System.nanoTime() - began);
    }
    return nanos;
  }

  private Void herd(Level level, Table table) throws Exception {
    String id = level.shop().add();
    long before = level.shop().loads();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Long>> callers = new ArrayList<>();
    for (int i = 0; i < HERD; i++) {
      callers.add(
          threads.submit(
              () -> {
                start.await();
                long began = System.nanoTime();
                level.find().apply(id);
                return System.nanoTime() - began;
              }));
    }
    start.countDown();
    long slowest = 0;
    for (Future<Long> caller : callers) {
      slowest = Math.max(slowest, caller.get());
    }
    if (table != null) {
      table.add(level.name(), "loads", level.shop().loads() - before);
      table.add(level.name(), "slowest caller, ms", slowest / 1e6);
    }
    return null;
  }
}
