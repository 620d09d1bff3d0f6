package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.labs.caching.Catalogue.BROWSE_LAG;
import static dev.syslab.labs.caching.Catalogue.LOCAL_CAPACITY;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 9, title = "A cache in the process", points = 30)
class Stage9LocalLevelTest {
  private static final Duration BOUND = Duration.ofSeconds(9);

  @Test
  @Hint("fifo")
  void first_in_first_out(Catalogue catalogue, Random random, Notes notes) {
    Traces.expect(catalogue, Eviction.FIFO, random, notes);
  }

  @Test
  @Hint("lru")
  void least_recently_used(Catalogue catalogue, Random random, Notes notes) {
    Traces.expect(catalogue, Eviction.LRU, random, notes);
  }

  @Test
  @Hint("lfu")
  void least_frequently_used(Catalogue catalogue, Random random, Notes notes) {
    Traces.expect(catalogue, Eviction.LFU, random, notes);
  }

  @Test
  @Hint("capacity")
  void a_level_without_room_is_refused(Fleet<Catalogue> servers) {
    for (int capacity : new int[] {0, -1}) {
      assertThat(servers.attempt(level -> level.replay(Eviction.LRU, capacity, List.of("a"))))
          .as("replay with capacity %d", capacity)
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(servers.get(0).replay(Eviction.LRU, 1, List.of("a", "a", "b", "b", "a")))
        .as("which of the reads a, a, b, b, a are hits, in an LRU cache of capacity 1")
        .containsExactly(false, true, false, true, false);
  }

  @Test
  @Hint("local-hit")
  void what_was_just_browsed_needs_no_server(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product product = shop.addAndWarm(servers);
    String absent = shop.unknownId();
    Instant began = Instant.now();
    servers.get(0).browse(product.id());
    servers.get(0).browse(absent);

    try (Fault noRedis = servers.replica(0).link(redis).cut();
        Fault noDatabase = servers.replica(0).link(postgres).cut()) {
      // Both at once: a call that asks a server waits for long.
      Ongoing<Optional<Product>> again =
          servers.begin(0, catalogue -> catalogue.browse(product.id()));
      Ongoing<Optional<Product>> nothing = servers.begin(0, catalogue -> catalogue.browse(absent));
      if (Duration.between(began, Instant.now()).compareTo(BROWSE_LAG) >= 0) {
        throw new Inconclusive(
            "the machine was too slow: the product was no longer recently browsed");
      }
      // Not browsed before: only this read must feel the cuts.
      servers.attempt(catalogue -> catalogue.browse(shop.add().id()));

      assertThat(again.await(BOUND))
          .as("browse of a product just browsed by this process; Redis and PostgreSQL cut off")
          .during(noRedis)
          .during(noDatabase)
          .returned(Optional.of(product));
      assertThat(nothing.await(BOUND))
          .as("browse of an id without a row, just browsed by this process; both servers cut off")
          .returned(Optional.empty());
    }
  }

  @Test
  @Hint("age-of-an-entry")
  void what_is_browsed_is_as_old_as_the_beginning_of_its_read(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    Hold answer = servers.replica(0).link(postgres).holdAt(old.name(), FROM_SERVER);
    Ongoing<Optional<Product>> first = servers.begin(0, catalogue -> catalogue.browse(old.id()));
    assertThat(answer.held(BOUND))
        .as("whether server 0 queried PostgreSQL for a product that nobody has read")
        .isTrue();

    Product updated = shop.committed(servers.get(1).update(old.id(), shop.newName(), 1));
    Instant stale = Instant.now().plus(BROWSE_LAG);
    Wait.conclusively("BROWSE_LAG to pass", BOUND, () -> Instant.now().isAfter(stale));
    answer.release();
    assertThat(first.await(BOUND)).isAcknowledged();

    assertThat(servers.get(0).browse(old.id()))
        .as(
            "browsed %s after an update. PostgreSQL's answer with the old product was held back for"
                + " that long. Do you count the entry's age from the arrival of that answer instead"
                + " of from the beginning of the read?",
            BROWSE_LAG)
        .contains(updated);
  }

  @Test
  @Hint("age-of-an-entry")
  void what_is_too_old_is_not_shown_instead_of_an_error(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    servers.get(0).browse(old.id());
    Product updated = shop.committed(servers.get(1).update(old.id(), shop.newName(), 1));
    Instant stale = Instant.now().plus(BROWSE_LAG);

    try (Fault noRedis = servers.replica(0).link(redis).cut();
        Fault noDatabase = servers.replica(0).link(postgres).cut()) {
      Wait.conclusively("BROWSE_LAG to pass", BOUND, () -> Instant.now().isAfter(stale));
      // Not browsed before: only this read must feel the cuts.
      servers.attempt(catalogue -> catalogue.browse(shop.add().id()));
      Attempt<Optional<Product>> late = servers.attempt(catalogue -> catalogue.browse(old.id()));

      assertThat(late).during(noRedis).during(noDatabase);
      if (late.acknowledged()) {
        assertThat(late.get())
            .as(
                "browse, %s after an update, with Redis and PostgreSQL down: the call must fail"
                    + " rather than return a product that old",
                BROWSE_LAG)
            .contains(updated);
      }
    }
  }

  @Test
  @Hint("bounded")
  @Timeout(60)
  void a_process_keeps_a_bounded_number_of_products(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Memory memory = new Memory(servers, postgres, redis);
    memory.add(shop.add(160));

    // Many at once, again and again: an entry too many stays one too many.
    memory.browse(3_000);

    memory.expectAtMost(
        LOCAL_CAPACITY, "Is the bound right, and does it hold when many callers browse at once?");
  }

  @Test
  @Hint("age-of-an-entry")
  void what_is_browsed_often_gets_old_too(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    servers.get(0).browse(old.id());

    Product updated = shop.committed(servers.get(1).update(old.id(), shop.newName(), 1));
    assertThat(servers.get(0).find(old.id()))
        .as("find after an update; does it answer from this process's memory?")
        .contains(updated);
    Instant stale = Instant.now().plus(BROWSE_LAG);
    while (Instant.now().isBefore(stale)) {
      servers.get(0).browse(old.id());
      Wait.pass(Duration.ofMillis(50));
    }

    assertThat(servers.get(0).browse(old.id()))
        .as(
            "browsed %s after an update, and often before: does a read renew the entry?",
            BROWSE_LAG)
        .contains(updated);
  }

  @Test
  @Hint("bounded")
  @Timeout(60)
  void a_process_keeps_a_bounded_number_of_absences(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Memory memory = new Memory(servers, postgres, redis);
    memory.add(shop.add(70));
    memory.addAbsent(Stream.generate(shop::unknownId).limit(70).toList());

    memory.expectAtMost(
        LOCAL_CAPACITY, "70 are products and 70 absences: does an absence count as a product?");
  }
}
