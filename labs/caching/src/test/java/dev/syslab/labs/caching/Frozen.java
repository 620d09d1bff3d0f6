package dev.syslab.labs.caching;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Link;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   * Returns soon after the first is held, or when all are: one may have to wait for another.
   */
  static List<Frozen> reads(Fleet<Catalogue> servers, List<Product> products, Postgres postgres) {
    List<Frozen> reads = new ArrayList<>();
    for (Product product : products) {
      int server = reads.size() % servers.size();
      Link link = servers.replica(server).link(postgres);
      reads.add(begin(servers, server, product, link, Direction.FROM_SERVER));
    }
    Wait.until(
        "one of several reads to be answered by the database",
        BOUND,
        () -> reads.stream().anyMatch(read -> read.answer().tookEffect()));
    Wait.atMost(Catalogue.LEASE.dividedBy(8), () -> reads.stream().allMatch(Frozen::heldOrDone));
    return reads;
  }

  boolean heldOrDone() {
    return answer.tookEffect() || call.done();
  }

  /** Begins a read, and holds what carries the product that way, if it comes to that. */
  private static Frozen begin(
      Fleet<Catalogue> servers, int server, Product product, Link link, Direction way) {
    Hold held = link.holdAt(product.name(), way).ifReached();
    Instant began = Instant.now();
    return new Frozen(
        product, servers.begin(server, catalogue -> catalogue.find(product.id())), held, began);
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
        () -> answer.tookEffect() || call.done());
    if (!answer.tookEffect()) {
      throw new AssertionError(
          "server %d ended its call without reading the product from the database: %s"
              .formatted(server, call.await(Duration.ofSeconds(1))));
    }
    return new Frozen(product, call, answer, began);
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
