package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Link;
import dev.syslab.kit.Postgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The judge's own way to the table: adds rows with names that nothing else contains, and reads the
 * truth.
 */
final class Shop {
  /** Begins every name, and occurs nowhere else: counts rows whatever they are. */
  static final String ANY_NAME = "Kettle~";

  private final Postgres postgres;
  private final Random random;

  Shop(Postgres postgres, Random random) {
    this.postgres = postgres;
    this.random = random;
  }

  /** A new row that was changed 8 times: the next version is the first of two digits. */
  Product add() {
    return addAt(100 + random.nextInt(10_000));
  }

  /** So many of them. */
  List<Product> add(int count) {
    List<Product> products =
        Stream.generate(() -> product("p" + hex(), 100 + random.nextInt(10_000)))
            .limit(count)
            .toList();
    insert(products);
    return products;
  }

  Product addAt(long priceCents) {
    return add("p" + hex(), priceCents);
  }

  /** A new row with that id. */
  Product addAs(String id) {
    return add(id, 100 + random.nextInt(10_000));
  }

  private Product add(String id, long priceCents) {
    Product product = product(id, priceCents);
    insert(List.of(product));
    return product;
  }

  private Product product(String id, long priceCents) {
    return new Product(id, newName(), priceCents, 9);
  }

  private void insert(List<Product> products) {
    postgres.execute(
        "INSERT INTO product (id, name, price_cents, version) VALUES "
            + String.join(", ", Collections.nCopies(products.size(), "(?, ?, ?, ?)")),
        products.stream()
            .flatMap(row -> Stream.of(row.id(), row.name(), row.priceCents(), row.version()))
            .toArray());
  }

  /** New rows, each of them read once through that server. Returns how long that took. */
  Duration addAndRead(int products, Catalogue catalogue) {
    Instant began = Instant.now();
    for (int i = 0; i < products; i++) {
      catalogue.find(add().id());
    }
    return Duration.between(began, Instant.now());
  }

  /** A new product, and servers whose first calls, which are slow, are behind them. */
  Product addAndWarm(Fleet<Catalogue> servers) {
    servers.replicas().forEach(server -> server.contract().find(add().id()));
    return add();
  }

  /**
   * The same for servers that have several connections open: a silence breaks only those that are
   * used.
   */
  Product addAndOpenConnections(Fleet<Catalogue> servers) {
    Product other = add();
    // One call each before the crowd: a cold program that opens its first connection is slow
    // enough.
    servers.replicas().forEach(server -> server.contract().find(other.id()));
    assertThat(servers.concurrently(48, server -> server.find(other.id()))).acknowledgedAll();
    return add();
  }

  /**
   * Lets that server open several connections to Redis, and leave them idle: by reads that are all
   * in flight at once.
   */
  void openConnections(Fleet<Catalogue> servers, Product product, Link link) {
    try (Fault slow = link.delay(Duration.ofMillis(200))) {
      servers.concurrently(12, catalogue -> catalogue.find(product.id()));
      slow.awaitEffect(Duration.ofSeconds(9));
    }
  }

  String newName() {
    return ANY_NAME + hex();
  }

  /** An id that no row has. */
  String unknownId() {
    return "u" + hex();
  }

  /** A product of which there is no row yet, as it will be when it is created. */
  Product fresh() {
    return new Product(unknownId(), newName(), 100 + random.nextInt(10_000), 1);
  }

  boolean has(String id) {
    return postgres.number("SELECT count(*) FROM product WHERE id = ?", id) == 1;
  }

  /** What a change has returned, if that is the row which it has committed. */
  Product committed(Product returned) {
    assertThat(returned)
        .as(
            "the product that a change returned, compared with the row that it committed. Likely"
                + " cause: the change returns what was expected or cached, and not what it wrote")
        .isEqualTo(has(returned.id()) ? row(returned.id()) : null);
    return returned;
  }

  /** What the database holds. */
  Product row(String id) {
    List<Object> row =
        postgres
            .query("SELECT id, name, price_cents, version FROM product WHERE id = ?", id)
            .get(0);
    return new Product(
        (String) row.get(0), (String) row.get(1), (long) row.get(2), (long) row.get(3));
  }

  private String hex() {
    return "%012x".formatted(random.nextLong() & 0xffff_ffff_ffffL);
  }
}
