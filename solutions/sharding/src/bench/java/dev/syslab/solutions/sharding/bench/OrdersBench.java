package dev.syslab.solutions.sharding.bench;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.ShardedOrders;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Callers;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Round;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Orders in three databases beside ShardingSphere's driver: look-ups of one order over those of
 * plain JDBC, and pages that are merged from all databases. The reference does more for a look-up:
 * it asks the database, in the same transaction, whether the map it went by is still in force.
 */
final class OrdersBench implements Benchmark {
  static final int SHARDS = 3;
  private static final int CALLERS = 8;
  private static final int LOOKS = 250;
  private static final int PAGES = 25;
  private static final int PAGE = 20;
  private static final List<NewOrder> ORDERS =
      IntStream.range(0, 3_000)
          .mapToObj(i -> new NewOrder("customer:" + i % 600, Optional.empty(), 7_919L * i % 10_007))
          .toList();

  private static final long MOST = ORDERS.stream().mapToLong(NewOrder::cents).max().orElseThrow();

  /** What was placed, and the ids that it was given. */
  private final Map<String, List<Long>> ids = new HashMap<>();

  /** One round of one of them. */
  private interface Measure {
    void of(Store store, Figures figures) throws Exception;
  }

  @Override
  public void run(BenchRun run) throws Exception {
    List<Store> stores = new ArrayList<>();
    for (Contender<ShardedOrders> contender : run.contenders(ShardedOrders.class)) {
      stores.add(ContractStore.of(contender));
    }
    stores.add(new SphereStore(run.peer()));
    compare(
        run,
        stores,
        "Pages of %d orders, merged from %d databases".formatted(PAGE, SHARDS),
        SphereStore.NAME,
        this::pages);
    try (DirectStore direct = new DirectStore(run.peer())) {
      stores.add(direct);
      compare(run, stores, "Look-ups of one order", DirectStore.NAME, this::looks);
    }
    stores.forEach(Store::close);
  }

  private static void compare(
      BenchRun run, List<Store> stores, String what, String peer, Measure measure) {
    Map<String, Round> rounds = new LinkedHashMap<>();
    for (Store store : stores) {
      rounds.put(store.name(), figures -> measure.of(store, figures));
    }
    run.compare("%s, %d callers".formatted(what, CALLERS), peer, rounds);
  }

  private List<Long> ids(Store store) throws Exception {
    if (!ids.containsKey(store.name())) {
      ids.put(store.name(), store.place(ORDERS));
    }
    return ids.get(store.name());
  }

  private void looks(Store store, Figures figures) throws Exception {
    List<Long> placed = ids(store);
    record(
        figures,
        "look-ups a second",
        Callers.run(
            CALLERS,
            LOOKS,
            caller -> {
              int any = ThreadLocalRandom.current().nextInt(ORDERS.size());
              NewOrder order = ORDERS.get(any);
              long cents = store.find(order.customer(), placed.get(any)).orElseThrow().cents();
              return right(cents == order.cents());
            }));
  }

  private void pages(Store store, Figures figures) throws Exception {
    ids(store);
    record(
        figures,
        "pages a second",
        Callers.run(
            CALLERS,
            PAGES,
            caller -> {
              List<Order> page = store.dearest(PAGE);
              return right(page.size() == PAGE && page.get(0).cents() == MOST);
            }));
  }

  private static boolean right(boolean answer) {
    if (!answer) {
      throw new IllegalStateException("a wrong answer");
    }
    return true;
  }

  private static void record(Figures figures, String what, Callers.Times times) {
    figures.add(what, times.callsPerSecond());
    figures.add("median, ms", times.percentile(0.5));
    figures.add("p99, ms", times.percentile(0.99));
  }
}
