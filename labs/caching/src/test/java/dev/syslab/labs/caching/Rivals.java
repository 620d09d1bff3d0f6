package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * Two changes of one product, committed in one order: the server of the older one stands still
 * between its commit and whatever it does next, until the newer one is through.
 */
record Rivals(Fleet<Catalogue> servers, Postgres postgres, Shop shop, Product product) {
  static final String WHAT =
      "server 0 committed version 10, then server 1 committed version 11, then server 0 resumed";

  private static final Duration BOUND = Duration.ofSeconds(9);

  static Rivals of(Fleet<Catalogue> servers, Postgres postgres, Shop shop) {
    Product product = shop.add();
    servers.replicas().forEach(server -> server.contract().find(product.id()));
    return new Rivals(servers, postgres, shop, product);
  }

  /**
   * @return the product as the newer change has committed it
   */
  Product race(
      BiFunction<Catalogue, String, Product> olderChange,
      BiFunction<Catalogue, String, Product> newerChange)
      throws Exception {
    Ongoing<Product> older;
    Fault pause;
    try (CommitGate gate = new CommitGate(postgres)) {
      older = servers.begin(0, catalogue -> olderChange.apply(catalogue, product.id()));
      gate.awaitArrival(older);
      pause = servers.replica(0).pause();
    }
    Ongoing<Product> newer;
    try (pause) {
      awaitOlder();
      newer = servers.begin(1, catalogue -> newerChange.apply(catalogue, product.id()));
      newer.doneWithin(Frozen.PATIENCE);
    }
    assertThat(older.await(BOUND)).isAcknowledged();
    return shop.committed(newer.await(BOUND).get());
  }

  /** The same with a newer change that is an update whose answer to the COMMIT is lost. */
  void raceWithALostAnswer(BiFunction<Catalogue, String, Product> olderChange) throws Exception {
    Ongoing<Product> older;
    Fault pause;
    try (CommitGate gate = new CommitGate(postgres)) {
      older = servers.begin(0, catalogue -> olderChange.apply(catalogue, product.id()));
      gate.awaitArrival(older);
      pause = servers.replica(0).pause();
    }
    try (pause) {
      awaitOlder();
      new Writer(servers, 1, postgres, shop).loseAnswer(shop.row(product.id()));
    }
    older.await(BOUND);
  }

  private void awaitOlder() {
    Wait.conclusively(
        "the older change to be committed",
        BOUND,
        () -> shop.row(product.id()).version() > product.version());
  }
}
