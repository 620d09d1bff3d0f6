package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Replica;
import dev.syslab.kit.Wait;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Products of which a list is made, in their order: by price, then by id. */
record Shelf(Shop shop, List<Product> sorted) {
  private static final int CALLERS = 6;
  private static final Duration BOUND = Duration.ofSeconds(9);

  static Shelf of(Postgres postgres, Random random, int size) {
    Shop shop = new Shop(postgres, random);
    return new Shelf(
        shop,
        Stream.generate(() -> shop.addAs(shop.unknownId() + "|7,8;9:x=y"))
            .limit(size)
            .sorted(Comparator.comparing(Product::priceCents).thenComparing(Product::id))
            .toList());
  }

  Product cheapest() {
    return sorted.get(0);
  }

  /** One more, which is not cheap enough for the list. */
  Product add() {
    return shop.addAt(1_000_000);
  }

  /**
   * Lets server 1 open the connections that a crowd may need: through a slow link each would take a
   * second, and callers who compute early would all wait for theirs. By updates: how many reads may
   * reach the database at once is the server's affair.
   */
  void openConnections(Fleet<Catalogue> servers, Postgres postgres) throws SQLException {
    List<Product> rows = Stream.generate(this::add).limit(Crowd.SIZE).toList();
    List<Ongoing<Product>> updates;
    try (TableLock lock = new TableLock(postgres)) {
      updates =
          rows.stream()
              .map(row -> servers.begin(1, shop -> shop.update(row.id(), row.name(), 1_000_000)))
              .toList();
      Wait.atMost(Duration.ofSeconds(1), () -> lock.waiting() >= Crowd.SIZE);
    }
    updates.forEach(update -> assertThat(update.await(BOUND)).isAcknowledged());
  }

  /** A call on server 0 that computes the list, and the database's answer to it. */
  record Computing(Ongoing<List<Product>> call, Hold answer) {}

  /** Lets server 0 compute the list, and holds the answer; returns when it is held. */
  Computing compute(Fleet<Catalogue> servers, Postgres postgres) {
    servers.get(1).find(cheapest().id());
    Hold answer = servers.replica(0).link(postgres).holdAt(cheapest().name(), FROM_SERVER);
    Ongoing<List<Product>> call = servers.begin(0, Catalogue::cheapest);
    assertThat(answer.held(BOUND))
        .as("whether server 0 queried PostgreSQL for a list that is not cached")
        .isTrue();
    return new Computing(call, answer);
  }

  /** Changes a product, and lists the cheapest, so often in turn. */
  void changeAndList(Catalogue catalogue, int times) {
    Product dear = add();
    for (int i = 0; i < times; i++) {
      catalogue.update(dear.id(), dear.name(), dear.priceCents() + i);
      catalogue.cheapest();
    }
  }

  /** Expects that server 1 has, without PostgreSQL, the list that server 0 has just computed. */
  static void expectShared(Fleet<Catalogue> servers, Postgres postgres, List<Product> expected) {
    assertThat(servers.get(0).cheapest()).as("the cheapest on server 0").isEqualTo(expected);
    try (Fault cut = servers.replica(1).link(postgres).cut()) {
      Attempt<List<Product>> shared = servers.attempt(1, Catalogue::cheapest);
      // Nothing that is kept: only this read must feel the cut.
      servers.attempt(1, catalogue -> catalogue.find("never-looked-for"));

      assertThat(shared)
          .as(
              "the list that server 0 had computed, as returned by server 1 with PostgreSQL cut"
                  + " off. Is the list in Redis, even if it is empty, and is it decoded correctly?")
          .during(cut)
          .returned(expected);
    }
  }

  List<Product> expected() {
    return sorted.subList(0, Catalogue.CHEAPEST);
  }

  /** Lets the dearest product become the cheapest, through that server. */
  Product makeCheapest(Catalogue catalogue) {
    Product dearest = sorted.get(sorted.size() - 1);
    return shop.committed(catalogue.update(dearest.id(), shop.newName(), 1));
  }

  /** Waits until that moment. */
  void until(Instant moment) {
    Wait.conclusively(
        "the list's time to live to pass",
        Duration.between(Instant.now(), moment).plusSeconds(5),
        () -> Instant.now().isAfter(moment));
  }

  void expectFirst(Fleet<Catalogue> servers, Product first, String happened, String cause) {
    for (Replica<Catalogue> server : servers.replicas()) {
      expect(server.name(), server.contract().cheapest(), first, happened, cause);
    }
  }

  /**
   * Callers of one server at the same time: one of them may just compute the list early, as it may,
   * and see a new one; the others see what is kept.
   */
  void expectFirstOfMany(
      Fleet<Catalogue> servers, int server, Product first, String happened, String cause) {
    List<Ongoing<List<Product>>> callers =
        IntStream.range(0, CALLERS)
            .mapToObj(i -> servers.begin(server, Catalogue::cheapest))
            .toList();
    for (Ongoing<List<Product>> caller : callers) {
      Attempt<List<Product>> seen = caller.await(BOUND);
      assertThat(seen).isAcknowledged();
      expect(servers.replica(server).name(), seen.get(), first, happened, cause);
    }
  }

  private static void expect(
      String server, List<Product> list, Product first, String happened, String cause) {
    if (!list.get(0).equals(first)) {
      throw new AssertionError(
          """
          %s.
          expected: a list that begins with %s, %d s after the change was acknowledged
          %s answers with one that begins with %s
          Likely cause: %s."""
              .formatted(
                  happened,
                  first,
                  Catalogue.LIST_TIME_TO_LIVE.toSeconds(),
                  server,
                  list.get(0),
                  cause));
    }
  }
}
