package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.TO_SERVER;
import static dev.syslab.labs.caching.Catalogue.*;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.*;

@Stage(number = 8, title = "When Redis is silent", points = 30)
class Stage8SilentRedisTest {
  private static final Duration BOUND = Duration.ofSeconds(9);

  /** The patience, and something for a slow machine; the test tries again before it blames. */
  private static final Duration PATIENT = PATIENCE.plusMillis(150);

  @Test
  @Hint("silent-redis")
  @Timeout(60)
  void a_silent_redis_does_not_hold_a_read_up(
      Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random)
      throws Exception {
    Shop shop = new Shop(postgres, random);
    Product cached = shop.addAndWarm(servers);
    servers.get(0).find(cached.id());
    Link link = servers.replica(0).link(redis);

    Silence.during(
        redis,
        () -> shop.openConnections(servers, cached, link),
        silence -> {
          for (Product product : List.of(cached, shop.add())) {
            Readers.expectWithin(PATIENCE, servers, product, silence);
          }
        });
  }

  @Test
  @Hint("bulkhead")
  @Timeout(60)
  void a_few_reads_at_a_time_reach_the_database(
      Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random)
      throws Exception {
    Shop shop = new Shop(postgres, random);
    shop.addAndWarm(servers);
    List<Product> products = shop.add(48);

    Silence.during(
        redis,
        silence -> {
          List<Ongoing<Optional<Product>>> reads;
          long most;
          try (TableLock lock = new TableLock(postgres)) {
            reads =
                products.stream()
                    .map(product -> servers.begin(0, catalogue -> catalogue.find(product.id())))
                    .toList();
            most = lock.mostWaiting(PATIENCE.multipliedBy(2));
          }

          assertThat(most)
              .as("reads of 48 callers that were in the database at once, while Redis was silent")
              .isLessThanOrEqualTo(READS_AT_ONCE);
          assertThat(Readers.expectOrBusy(reads, products, PATIENT))
              .as("reads that were answered")
              .isPositive();
        });
  }

  @Test
  @Hint("bulkhead")
  @Timeout(60)
  void a_read_without_a_permit_waits_for_one(
      Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random)
      throws Exception {
    Shop shop = new Shop(postgres, random);
    Product product = shop.addAndWarm(servers);

    Silence.during(
        redis,
        silence -> {
          Readers readers;
          try (TableLock lock = new TableLock(postgres)) {
            readers = Readers.begin(servers, product.id(), 3 * READS_AT_ONCE, 0);
            readers.expectAtTheTable(READS_AT_ONCE, lock, PATIENCE);
          }
          // From here on each read takes a few milliseconds, and all have some of their patience.
          readers.expectPermits();
        });
  }

  @Test
  @Hint("release-the-permit")
  void a_read_that_fails_gives_its_place_back(
      Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product product = shop.addAndWarm(servers);

    try (Fault silence = redis.pause()) {
      try (Fault cut = servers.replica(0).link(postgres).cut()) {
        List<Ongoing<Optional<Product>>> failing =
            Stream.generate(() -> servers.begin(0, catalogue -> catalogue.find(product.id())))
                .limit(READS_AT_ONCE)
                .toList();
        failing.forEach(read -> assertThat(read.await(BOUND)).during(cut).during(silence));
      }
      Wait.until(
          "a read to be answered, after PostgreSQL was down and is back; "
              + READS_AT_ONCE
              + " reads had failed in between. Were their permits released?",
          BOUND,
          () -> servers.attempt(catalogue -> catalogue.find(product.id())).acknowledged());
    }
  }

  @Test
  @Hint("tell-redis-before-you-answer")
  @Timeout(60)
  void an_update_that_redis_did_not_hear_of_is_not_acknowledged(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random)
      throws Exception {
    Unheard unheard = Unheard.of(servers, new Shop(postgres, random));

    Silence.during(redis, silence -> unheard.change(silence, PATIENT));
    Silence.awaitEnd(redis);

    unheard.expectNew();
  }

  @Test
  @Hint("do-not-cache-without-redis")
  void what_was_read_in_the_silence_does_not_come_back(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndOpenConnections(servers);
    Product updated;
    try (Hold silence = servers.replica(0).link(redis).holdAll(TO_SERVER)) {
      assertThat(servers.attempt(catalogue -> catalogue.find(old.id())))
          .as("a read while no request of server 0 reaches Redis")
          .during(silence)
          .returned(Optional.of(old));
      updated = shop.committed(servers.get(1).update(old.id(), shop.newName(), 1));
    }
    // What was sent is carried out within that.
    Wait.pass(SILENCE.dividedBy(2));

    Expect.everywhere(
        servers,
        updated,
        "Redis did not answer server 0, which read the product; server 1 updated it; then what"
            + " server 0 had sent reached Redis",
        "server 0 had tried to cache what it read without Redis, and nothing refused it");
  }

  @Test
  @Hint("come-back")
  void after_the_silence_redis_answers_again(
      Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product product = shop.addAndWarm(servers);
    servers.get(0).find(product.id());
    try (Fault silence = redis.pause()) {
      assertThat(servers.attempt(catalogue -> catalogue.find(product.id()))).during(silence);
    }

    Loads loads = Loads.of(product, servers, postgres);
    Wait.until(
        "reads to stop querying the database, " + RECOVERY + " after Redis responded again",
        RECOVERY.plusSeconds(4),
        () -> {
          long before = loads.count();
          return servers.get(0).find(product.id()).isPresent() && loads.count() == before;
        });
  }

  @Test
  @Hint("bulkhead")
  void loads_from_before_the_silence_have_their_places_too(
      Fleet<Catalogue> servers, Postgres postgres, @Own Redis redis, Random random)
      throws Exception {
    Shop stock = new Shop(postgres, random);
    List<Product> products = stock.add(20);
    stock.addAndWarm(servers);
    List<Ongoing<Optional<Product>>> reads = new ArrayList<>();
    try (TableLock lock = new TableLock(postgres)) {
      List<Product> before = products.subList(0, READS_AT_ONCE - 1);
      before.forEach(product -> reads.add(servers.begin(0, shop -> shop.find(product.id()))));
      Wait.until(
          before.size() + " loads of different products to reach the database",
          BOUND,
          () -> lock.waiting() >= before.size());
      try (Fault silence = redis.pause()) {
        products
            .subList(before.size(), products.size())
            .forEach(product -> reads.add(servers.begin(0, shop -> shop.find(product.id()))));
        long most = lock.mostWaiting(PATIENCE.multipliedBy(2));

        assertThat(silence.tookEffect()).isTrue();
        assertThat(most)
            .as(
                "reads that were in the database at once, while Redis was silent; %d had begun"
                    + " before the silence, and were still running. Do ordinary loads and reads"
                    + " without Redis use separate permits, or is one kind unlimited?",
                before.size())
            .isLessThanOrEqualTo(READS_AT_ONCE);
      }
    }
    reads.forEach(read -> read.await(BOUND));
  }

  @Test
  @Hint("late-request")
  void what_reaches_redis_too_late_gives_no_right_to_fill(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    for (LateRequest.Which which : LateRequest.Which.values()) {
      Product old = shop.addAndOpenConnections(servers);
      LateRequest late = LateRequest.of(which, servers, old, postgres, redis);
      Product updated = new Writer(servers, 1, postgres, shop).overtake(late.reader());
      Set<String> keys = redis.keys();
      late.request().release();
      // A right that is given now shows as a key; a right solution may have asked for none.
      Wait.atMost(SILENCE, () -> !keys.containsAll(redis.keys()));
      late.reader().end();

      Expect.everywhere(
          servers,
          updated,
          "a request of server 0 did not get through to Redis; it read the old row; server 1"
              + " updated it; then the request got through, and server 0 continued",
          "server 0 had given up on it, and filled with the right that Redis granted too late");
    }
  }

  @Test
  @Hint("slow-is-not-silent")
  void a_slow_redis_is_not_a_silent_one(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Product cached = new Shop(postgres, random).addAndWarm(servers);
    servers.get(0).find(cached.id());
    Loads loads = Loads.of(cached, servers, postgres);

    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(300))) {
      assertThat(servers.attempt(catalogue -> catalogue.find(cached.id())))
          .during(slow)
          .returned(Optional.of(cached));
    }

    assertThat(loads.count())
        .as("loads of a product that is in Redis; Redis's answer took 300 ms, less than SILENCE")
        .isZero();
  }

  @Test
  @Hint("older-load")
  void a_read_without_redis_does_not_join_an_older_one(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    try (Fault silence = servers.replica(0).link(redis).blackHole()) {
      Frozen first = Frozen.read(servers, 0, old, postgres);
      silence.awaitEffect(BOUND);
      Product updated = shop.committed(servers.get(1).update(old.id(), shop.newName(), 1));

      Ongoing<Optional<Product>> late = servers.begin(0, server -> server.find(old.id()));
      late.doneWithin(PATIENT);
      first.end();

      assertThat(late.await(BOUND))
          .as(
              "a read on server 0, which cannot reach Redis, after an update on server 1; an older"
                  + " read of server 0 was still in flight. Did the new read join it?")
          .returned(Optional.of(updated));
    }
  }
}
