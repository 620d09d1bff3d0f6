package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.caching.Catalogue.BROWSE_LAG;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.History;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What server 0 keeps in its own memory: what it still answers when it reaches no other server. */
final class Memory {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final int TRIES = 4;

  private final Fleet<Catalogue> servers;
  private final Postgres postgres;
  private final Redis redis;
  private final Map<String, Optional<Product>> expected = new LinkedHashMap<>();

  Memory(Fleet<Catalogue> servers, Postgres postgres, Redis redis) {
    this.servers = servers;
    this.postgres = postgres;
    this.redis = redis;
  }

  /** Products, each of them read once: Redis has them. */
  void add(List<Product> products) {
    products.forEach(product -> add(product.id(), Optional.of(product)));
  }

  void addAbsent(List<String> ids) {
    ids.forEach(id -> add(id, Optional.empty()));
  }

  private void add(String id, Optional<Product> product) {
    servers.get(0).find(id);
    expected.put(id, product);
  }

  /** Makes that many calls, many at once, of all ids in turn. */
  void browse(int calls) {
    List<String> ids = List.copyOf(expected.keySet());
    AtomicInteger next = new AtomicInteger();
    History<Boolean> right =
        servers.concurrently(
            calls,
            catalogue -> {
              String id = ids.get(next.getAndIncrement() % ids.size());
              return catalogue.browse(id).equals(expected.get(id));
            });
    assertThat(right).acknowledgedAll();
    assertThat(right.results().stream().filter(same -> !same).count())
        .as("calls of browse that returned something other than the table's row")
        .isZero();
  }

  /** Browses all, and expects that the process keeps no more of them than that. */
  void expectAtMost(int most, String question) {
    for (int tries = 0; tries < TRIES; tries++) {
      Instant began = Instant.now();
      browse(expected.size());
      List<Ongoing<Optional<Product>>> again = new ArrayList<>();
      try (Fault noRedis = servers.replica(0).link(redis).cut();
          Fault noDatabase = servers.replica(0).link(postgres).cut()) {
        expected.keySet().forEach(id -> again.add(servers.begin(0, shop -> shop.browse(id))));
        Duration age = Duration.between(began, Instant.now());
        long kept =
            again.stream().map(call -> call.await(BOUND)).filter(Attempt::acknowledged).count();
        assertThat(kept)
            .as(
                "products (of %d just browsed) that the process still returns with Redis and"
                    + " PostgreSQL cut off. %s",
                expected.size(), question)
            .isLessThanOrEqualTo(most);
        if (age.compareTo(BROWSE_LAG.multipliedBy(3).dividedBy(4)) < 0) {
          return;
        }
      }
    }
    throw new Inconclusive(
        "the machine was too slow: each time, the entries had expired before they were counted");
  }
}
