package dev.syslab.labs.caching;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A read that stands still between two of its steps. */
record Frozen(Product product, Ongoing<Optional<Product>> call, Hold answer, Instant began) {
  /**
   * How long a writer may wait for a frozen reader before that one goes on: its lease, and more.
   */
  static final Duration PATIENCE = Catalogue.LEASE.multipliedBy(3).dividedBy(2);

  private static final Duration BOUND = Duration.ofSeconds(9);
  // How PostgreSQL ends the answer to a query that found nothing, whoever asks.
  private static final String NO_ROW = "SELECT 0";

  /** Begins a read on that server and holds the database's answer; returns when it is held. */
  static Frozen read(Fleet<Catalogue> servers, int server, Product product, Postgres postgres) {
    return read(servers, server, product, postgres, () -> {});
  }

  /** The same; does something when the read has begun. */
  static Frozen read(
      Fleet<Catalogue> servers, int server, Product product, Postgres postgres, Runnable begun) {
    return read(servers, server, product, postgres, product.name(), begun);
  }

  /** The same for a product that is not there yet: the held answer is that there is no row. */
  static Frozen absence(Fleet<Catalogue> servers, int server, Product product, Postgres postgres) {
    return read(servers, server, product, postgres, NO_ROW, () -> {});
  }

  /**
   * Begins a read of each product, on all servers in turn, and holds the database's answers.
   * Returns when all are held, or soon: one may have to wait for another.
   */
  static List<Frozen> reads(Fleet<Catalogue> servers, List<Product> products, Postgres postgres) {
    List<Frozen> reads =
        IntStream.range(0, products.size())
            .mapToObj(i -> begin(servers, i % servers.size(), products.get(i), postgres))
            .toList();
    Wait.atMost(
        Catalogue.LEASE.dividedBy(8),
        () -> reads.stream().allMatch(read -> read.answer().hasBitten() || read.call().done()));
    return reads;
  }

  private static Frozen begin(
      Fleet<Catalogue> servers, int server, Product product, Postgres postgres) {
    Hold answer =
        servers
            .replica(server)
            .link(postgres)
            .holdAt(product.name(), Direction.FROM_SERVER)
            .ifReached();
    Instant began = Instant.now();
    return new Frozen(
        product, servers.begin(server, catalogue -> catalogue.find(product.id())), answer, began);
  }

  private static Frozen read(
      Fleet<Catalogue> servers,
      int server,
      Product product,
      Postgres postgres,
      String text,
      Runnable begun) {
    Hold answer = servers.replica(server).link(postgres).holdAt(text, Direction.FROM_SERVER);
    Instant began = Instant.now();
    Ongoing<Optional<Product>> call =
        servers.begin(server, catalogue -> catalogue.find(product.id()));
    begun.run();
    Wait.until(
        "server " + server + " to read the product from the database",
        BOUND,
        () -> answer.hasBitten() || call.done());
    if (!answer.hasBitten()) {
      throw new AssertionError(
          "server %d ended its call without reading the product from the database: %s"
              .formatted(server, call.await(Duration.ofSeconds(1))));
    }
    return new Frozen(product, call, answer, began);
  }

  /**
   * Begins a read on that server and holds its request to Redis that carries the product: all that
   * was to be asked before is answered. Returns when it is held, or the read has ended without one.
   */
  static Frozen fill(Fleet<Catalogue> servers, int server, Product product, Redis redis) {
    Hold request =
        servers.replica(server).link(redis).holdAt(product.name(), Direction.TO_SERVER).ifReached();
    Instant began = Instant.now();
    Ongoing<Optional<Product>> call =
        servers.begin(server, catalogue -> catalogue.find(product.id()));
    Wait.until(
        "server " + server + " to write the product into Redis",
        BOUND,
        () -> request.hasBitten() || call.done());
    return new Frozen(product, call, request, began);
  }

  /**
   * Lets it go on, and waits until it has ended, one way or another: its client may have given up.
   */
  void end() {
    answer.release();
    call.await(BOUND);
  }

  /** Lets it go on, and waits until it has ended. */
  Optional<Product> thaw() {
    answer.release();
    return call.await(BOUND).get();
  }

  Duration age() {
    return Duration.between(began, Instant.now());
  }
}
