package dev.syslab.solutions.caching.bench;

import dev.syslab.labs.caching.Product;
import dev.syslab.subject.bench.Callers;
import dev.syslab.subject.bench.Figures;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Reads and updates of the same few products. A read that answers with an older version than one
 * that was acknowledged before the read began is stale; the contract allows none.
 */
final class Updates {
  static final int EVERY = 20;

  private static final int HOT = 50;
  private static final int CALLS = 300;

  private final Level level;
  private final AtomicLongArray acknowledged = new AtomicLongArray(HOT);
  private final AtomicLong stale = new AtomicLong();

  Updates(Level level) {
    this.level = level;
  }

  void measure(int callers, Figures figures) throws Exception {
    for (int i = 0; i < HOT; i++) {
      acknowledged.set(i, level.find(0, id(i)).version());
    }
    Callers.Times times = Callers.run(callers, CALLS, this::call);
    figures.add("calls a second", times.callsPerSecond());
    figures.add("median of reads, ms", times.percentile(0.5));
    figures.add("p99 of reads, ms", times.percentile(0.99));
    figures.add("stale reads", stale.get());
  }

  private boolean call(int caller) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int product = random.nextInt(HOT);
    if (random.nextInt(EVERY) == 0) {
      update(caller, product, random.nextLong(1, 10_000));
      return false;
    }
    long known = acknowledged.get(product);
    if (level.find(caller, id(product)).version() < known) {
      stale.incrementAndGet();
    }
    return true;
  }

  private void update(int caller, int product, long priceCents) {
    Product changed = level.of(caller).update(id(product), Shop.name(id(product)), priceCents);
    acknowledged.accumulateAndGet(product, changed.version(), Math::max);
  }

  private String id(int product) {
    List<String> ids = level.shop().ids();
    return ids.get(product);
  }
}
