package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.kit.net.Direction.TO_SERVER;
import static dev.syslab.labs.caching.Catalogue.LEASE;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

@Stage(number = 4, title = "Single flight across all servers", points = 30)
class Stage4SingleFlightTest {
  private static final Duration UNDER_WAY = Duration.ofMillis(400);

  @Test
  @Hint("single-flight")
  void many_misses_at_once_cost_one_load(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);

    Readers others = herd.join(16, 0, 1);
    herd.watchForMoreThan(1);
    herd.loader().thaw();

    others.expect(herd.product());
    herd.expectLoads(
        1,
        "17 callers on 2 servers missed one product at once",
        "callers load without asking the other servers who is loading, or the caller that gets the"
            + " right to load does not look in Redis once more");
  }

  @Test
  @Hint("second-look")
  void a_caller_that_gets_the_right_after_the_fill_does_not_load_again(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Link link = servers.replica(1).link(redis);
    boolean inTime = false;
    for (int tries = 0; tries < 5 && !inTime; tries++) {
      Herd herd = Herd.of(servers, postgres, random);
      // Before the link gets slow, so that they count what is only on its way.
      LongSupplier asked = link.count(herd.product().id(), TO_SERVER);
      LongSupplier answered = link.countBytes(FROM_SERVER);

      Readers late;
      try (Fault slow = link.delay(UNDER_WAY)) {
        Instant underWay = Instant.now();
        late = herd.join(1, 1);
        Herd.awaitAnswer(asked, answered);
        herd.loader().thaw();
        // Only if the loader has ended when the answer arrives is there a right to be taken.
        inTime = Duration.between(underWay, Instant.now()).compareTo(UNDER_WAY) < 0;
        Wait.atMost(LEASE, () -> herd.loads().count() > 1 || late.done());
      }

      herd.expectLoads(
          1,
          "server 1 looked in Redis before the product was there; server 0 cached it and released"
              + " the lease; only then did Redis's answer (a miss) reach server 1",
          Herd.FREE_TOO_SOON);
      late.expect(herd.product());
    }
    if (!inTime) {
      throw new Inconclusive(
          "Redis's answer always reached server 1 before the loader finished: there was no race");
    }
  }

  @Test
  @Hint("fill-before-unlock")
  void the_right_to_load_is_kept_until_the_product_is_cached(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Readers others = herd.joinAndMiss(4, redis);

    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(300))) {
      herd.loader().thaw();
      slow.awaitEffect(Readers.BOUND);
    }

    others.expect(herd.product());
    herd.expectLoads(
        1,
        "Redis was slow while the loader cached the product and released the lease; 4 calls waited",
        Herd.FREE_TOO_SOON);
  }

  @Test
  @Hint("lease")
  void when_the_loader_is_killed_one_other_takes_over(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Readers others = herd.join(6, 1);

    servers.replica(0).kill();
    String cause = herd.causeOfManyLoads();

    others.expectWithinTwoLeases(
        Optional.of(herd.product()),
        "6 callers waited for a loader that was killed",
        "its lease does not expire, or the waiters do not try to take it over");
    herd.expectLoads(2, "the loader was killed, and 6 others on server 1 waited", cause);
  }

  @Test
  @Hint("whose-lease")
  void a_slow_loader_does_not_end_its_successors_lease(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Frozen successor = Frozen.read(servers, 1, herd.product(), postgres);

    // It may answer with what it has, or wait for its successor, but the lease is not its own.
    herd.loader().answer().release();
    herd.loader().call().doneWithin(LEASE.dividedBy(8));
    Readers others = herd.join(2, 0, 1);
    herd.watchForMoreThan(2);
    successor.thaw();
    assertThat(herd.loader().call().await(Readers.BOUND)).returned(Optional.of(herd.product()));

    others.expect(herd.product());
    herd.expectLoads(
        2,
        "a load outlived its lease; a second caller took over; the first finished; 2 more came",
        "the first caller released the second one's lease, or a waiter did not check Redis again");
  }

  @Test
  @Hint("give-back-always")
  void callers_of_an_unknown_product_do_not_queue(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    shop.addAndWarm(servers);

    Readers callers = Readers.begin(servers, shop.unknownId(), 8, 0, 1);

    callers.expectWithinTwoLeases(
        Optional.empty(),
        "8 callers look for an id that no row has",
        "the lease is not released if there is no row");
  }

  @Test
  @Hint("one-lease-each")
  void the_load_of_one_product_holds_up_no_other(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    shop.addAndWarm(servers);

    Timing.quickestOf(
        3,
        () -> {
          // Many, so that some would share a lock with these if locks were shared.
          List<Product> others = shop.add(48);
          List<Frozen> loading = Frozen.reads(servers, shop.add(6), postgres);
          try {
            for (int server : new int[] {0, 1}) {
              Timing.expectWithin(
                  LEASE.multipliedBy(3).dividedBy(4),
                  Readers.slowest(
                      servers, server, others.subList(server * 24, server * 24 + 24), LEASE),
                  "the slowest of 24 reads of other products on server %d, while 3 are loaded there"
                      .formatted(server));
            }
          } finally {
            loading.forEach(Frozen::end);
          }
        },
        () -> {});
  }

  @Test
  @Hint("lease")
  void while_a_successor_loads_nobody_else_does(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Hold next = servers.replica(1).link(postgres).holdAt(herd.product().name(), FROM_SERVER);
    Readers others = herd.join(6, 1);
    next.awaitEffect(Readers.BOUND);
    Instant taken = Instant.now();

    Wait.atMost(LEASE.dividedBy(2), () -> herd.loads().count() > 2);
    long loads = herd.loads().count();
    boolean within = Duration.between(taken, Instant.now()).compareTo(LEASE) < 0;
    herd.loader().end();
    next.release();

    others.expect(herd.product());
    if (!within) {
      throw new Inconclusive("the machine was too slow: the successor's lease has expired as well");
    }
    assertThat(loads)
        .as(
            "loads by the time that a waiter had taken over the first loader's expired lease: one"
                + " by each of the two. Do other waiters load without holding the lease?")
        .isLessThanOrEqualTo(2);
  }

  @Test
  @Hint("patience")
  void nobody_waits_for_others_longer_than_twice_the_lease(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    shop.addAndWarm(servers);

    Timing.quickestOf(
        3,
        () -> {
          String id = shop.add().id();
          Readers callers;
          Duration waited;
          try (TableLock lock = new TableLock(postgres)) {
            callers = Readers.begin(servers, id, 5, 0, 1);
            waited = callers.waitForEachOther(lock, LEASE.multipliedBy(3));
          }
          callers.end();
          Timing.expectWithin(
              LEASE.multipliedBy(2).plusSeconds(1),
              waited,
              "how long 5 callers of one product waited for each other, while every load of it was"
                  + " stuck in the database. Is each caller's total wait bounded, and does the"
                  + " last pause respect that bound?");
        },
        () -> {});
  }

  @Test
  @Hint("patience")
  void a_caller_without_patience_brings_no_old_product_back(
      @Replicas(3) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    // One loads, one takes over when the lease ends, and the last one waits for both.
    List<Frozen> reads = Frozen.reads(servers, List.of(old, old, old), postgres);
    Wait.atMost(LEASE.multipliedBy(3), () -> reads.stream().allMatch(Frozen::heldOrDone));

    Product updated = shop.committed(servers.get(0).update(old.id(), shop.newName(), 1));
    reads.forEach(Frozen::end);

    Expect.everywhere(
        servers,
        updated,
        "three callers in turn read the old row (a lease had expired, or patience had run out);"
            + " server 0 updated the row; then all three continued",
        "a caller that loads without the right, because it had waited too long, fills anyway");
  }

  @Test
  @Hint("give-back-always")
  void a_load_that_fails_gives_the_right_back(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Product product = new Shop(postgres, random).addAndWarm(servers);
    Instant began = Instant.now();
    try (TableLock lock = new TableLock(postgres)) {
      Ongoing<Optional<Product>> failing = servers.begin(0, shop -> shop.find(product.id()));
      lock.awaitArrival(failing, LEASE);
      lock.endWaiting();
      assertThat(failing.await(Readers.BOUND).acknowledged())
          .as("whether the load whose database session was terminated returned an answer")
          .isFalse();
    }
    Duration left = LEASE.minus(Duration.between(began, Instant.now())).minusMillis(200);
    if (left.isNegative()) {
      throw new Inconclusive("the machine was too slow: the lease has expired by itself");
    }

    Readers next = Readers.begin(servers, product.id(), 1, 1);

    assertThat(Wait.atMost(left, next::done))
        .as("whether a read after a failed load is answered before the lease of that load expires")
        .isTrue();
    next.expect(product);
  }
}
