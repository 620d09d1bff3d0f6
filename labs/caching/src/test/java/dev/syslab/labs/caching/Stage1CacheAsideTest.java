package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.labs.caching.Catalogue.JITTER;
import static dev.syslab.labs.caching.Catalogue.TIME_TO_LIVE;

import dev.syslab.kit.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 1, title = "Cache-aside with a jittered time to live", points = 20)
class Stage1CacheAsideTest {

  @Test
  @Hint("cache-aside")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void each_product_is_loaded_once(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random, Notes notes) {
    Shop shop = new Shop(postgres, random);
    Trace trace = new Trace(shop.add(40), 160, random);
    LongSupplier loads = servers.replica(0).link(postgres).count(Shop.ANY_NAME, FROM_SERVER);

    trace.run(servers.get(0), loads, notes);
    trace.note(notes, shop, redis);

    assertThat(loads.getAsLong())
        .as("rows that PostgreSQL sent, one for each product; do you read the key that you write?")
        .isEqualTo(trace.distinct());
  }

  @Test
  @Hint("absent-product")
  void an_unknown_product_is_empty(Fleet<Catalogue> servers, Postgres postgres, Random random) {
    String id = new Shop(postgres, random).unknownId();
    for (String look : List.of("first", "second")) {
      assertThat(servers.attempt(catalogue -> catalogue.find(id)))
          .as("the %s lookup of an id that no row has; what did a lookup leave in Redis?", look)
          .returned(Optional.empty());
    }
  }

  @Test
  @Hint("any-id")
  void ids_that_look_alike_are_different_products(
      Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    String id = shop.unknownId();
    List<Product> products =
        Stream.of(
                id + ":lease",
                id + ":lock",
                id,
                id.toUpperCase(),
                id + "|1|2",
                id + "\"é",
                id + " ")
            .map(shop::addAs)
            .toList();
    LongSupplier loads = servers.replica(0).link(postgres).count(Shop.ANY_NAME, FROM_SERVER);

    for (String look : List.of("first", "second")) {
      for (Product product : products) {
        assertThat(servers.get(0).find(product.id()))
            .as("the %s lookup of “%s”, alongside similar ids", look, product.id())
            .contains(product);
      }
    }

    assertThat(loads.getAsLong())
        .as(
            "rows that PostgreSQL sent for %d ids; do the keys of different ids collide?",
            products.size())
        .isEqualTo(products.size());
  }

  @Test
  @Hint("shared-cache")
  void what_one_server_has_loaded_the_other_finds(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Product product = new Shop(postgres, random).add();
    LongSupplier loads = servers.replica(1).link(postgres).count(product.name(), FROM_SERVER);
    servers.get(0).find(product.id());

    assertThat(servers.get(1).find(product.id())).contains(product);
    assertThat(loads.getAsLong()).as("loads by server 1; is the product in Redis?").isZero();
  }

  @Test
  @Hint("hit-path")
  void a_cached_product_needs_no_database(
      Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product cached = shop.add();
    servers.get(0).find(cached.id());

    try (Fault cut = servers.replica(0).link(postgres).cut()) {
      Attempt<Optional<Product>> hit = servers.attempt(catalogue -> catalogue.find(cached.id()));
      // Not cached: only this read must feel the cut.
      servers.attempt(catalogue -> catalogue.find(shop.add().id()));

      assertThat(hit)
          .as("a product in Redis, while PostgreSQL is down: does a hit still query it?")
          .during(cut)
          .returned(Optional.of(cached));
    }
  }

  @Test
  @Hint("errors-are-not-answers")
  void an_unreachable_database_is_not_a_missing_product(
      Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product product = shop.add();
    // Opens the connection that is then cut.
    shop.addAndRead(1, servers.get(0));

    try (Fault cut = servers.replica(0).link(postgres).cut()) {
      Attempt<Optional<Product>> read = servers.attempt(catalogue -> catalogue.find(product.id()));

      assertThat(read).during(cut);
      assertThat(read.acknowledged())
          .as(
              "whether find returned an answer, with PostgreSQL down and the product not cached: %s."
                  + " Likely cause: a catch block returns Optional.empty()",
              read)
          .isFalse();
    }
    Expect.everywhere(servers, product, "PostgreSQL is back", "its absence was cached");
  }

  @Test
  @Hint("time-to-live")
  void every_key_goes_by_itself(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Instant began = Instant.now();

    Shop shop = new Shop(postgres, random);
    shop.addAndRead(10, servers.get(0));

    Keys keys = Keys.of(redis);
    keys.expectBounded();
    Duration least = TIME_TO_LIVE.minus(JITTER).minus(Duration.between(began, Instant.now()));
    assertThat(keys.atLeast(least))
        .as(
            "keys with a time to live of 4.5 min or more, after 10 loads of products (5 min ±"
                + " 30 s); found: %s. Likely cause: the wrong time to live, or the wrong unit",
            keys)
        .hasSizeGreaterThanOrEqualTo(10);
    Keys.expectNotProlonged(servers.get(0), shop.add().id(), redis, Duration.ofMinutes(1));
  }

  @Test
  @Hint("jitter")
  void products_loaded_together_do_not_expire_together(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Duration loading = new Shop(postgres, random).addAndRead(40, servers.get(0));

    Keys.of(redis).expectSpread(loading);
  }

  @Test
  @Hint("even-jitter")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void each_load_draws_its_time_to_live_evenly(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Product product = new Shop(postgres, random).add();

    List<List<Duration>> draws = Keys.draws(120, servers.get(0), product.id(), redis);

    Keys.expectEven(draws);
  }

  @Test
  @Hint("set-and-expire-at-once")
  void no_key_is_without_a_time_to_live_at_any_moment(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product product = shop.add();
    shop.addAndRead(1, servers.get(0));

    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(150))) {
      Ongoing<Optional<Product>> read = servers.begin(0, catalogue -> catalogue.find(product.id()));

      assertThat(Keys.immortalDuring(read, redis)).as("keys seen without a time to live").isEmpty();
      assertThat(read.await(Duration.ofSeconds(1))).returned(Optional.of(product)).during(slow);
    }
  }
}
