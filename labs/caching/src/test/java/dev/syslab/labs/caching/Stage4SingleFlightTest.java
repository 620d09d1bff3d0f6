package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.labs.caching.Catalogue.LEASE;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Stage(number = 4, title = "Single flight over all servers", points = 30)
class Stage4SingleFlightTest {
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
        "callers load without asking the other servers who does, or a lock in one process");
  }

  @Test
  @Hint("second-look")
  void who_gets_the_right_after_the_fill_does_not_load_again(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Herd herd = Herd.of(servers, postgres, random);

    Link link = servers.replica(1).link(redis);
    LongSupplier answered = link.countBytes(FROM_SERVER);

    Readers late;
    try (Fault slow = link.delay(Duration.ofMillis(300))) {
      late = herd.join(1, 1);
      // The answer is on its way, and arrives when the loader has long ended.
      Wait.conclusively("Redis to answer", Readers.BOUND, () -> answered.getAsLong() > 0);
      herd.loader().thaw();
      Wait.atMost(LEASE, () -> herd.loads().count() > 1 || late.done());
    }

    herd.expectLoads(
        1,
        "server 1 missed, the loader on server 0 filled and ended, then server 1 heard of its miss",
        Herd.FREE_TOO_SOON);
    late.expect(herd.product());
  }

  @Test
  @Hint("fill-before-unlock")
  void the_right_to_load_is_kept_until_the_product_is_cached(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Readers others = herd.joinAndMiss(4, redis);

    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(300))) {
      herd.loader().thaw();
      slow.awaitBite(Readers.BOUND);
    }

    others.expect(herd.product());
    herd.expectLoads(
        1,
        "the loader was slow between the commands that end its load; 4 others waited",
        Herd.FREE_TOO_SOON);
  }

  @Test
  @Hint("lease")
  void when_the_loader_is_killed_one_other_takes_over(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Readers others = herd.join(6, 1);

    servers.replica(0).kill();

    others.expectWithinTwoLeases(
        Optional.of(herd.product()),
        "6 callers waited for a loader that was killed",
        "its lease does not end, or those who wait do not try to take it over");
    herd.expectLoads(
        2,
        "the loader was killed, and 6 others on server 1 waited",
        "when the lease ends, all who waited load, instead of one of them");
  }

  @Test
  @Hint("whose-lease")
  void a_slow_loader_does_not_end_its_successors_lease(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    Frozen successor = Frozen.read(servers, 1, herd.product(), postgres);

    assertThat(herd.loader().thaw()).contains(herd.product());
    Readers others = herd.join(2, 0, 1);
    herd.watchForMoreThan(2);
    successor.thaw();

    others.expect(herd.product());
    herd.expectLoads(
        2,
        "a loader outlived its lease, a successor took over, the first one ended, 2 others came",
        "the first one gave back its successor's lease, or a right was taken without a second look");
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
        "the lease is not given back when there is no row");
  }

  @Test
  @Hint("one-lease-each")
  void the_load_of_one_product_holds_up_no_other(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Herd herd = Herd.of(servers, postgres, random);
    List<Product> others = Stream.generate(new Shop(postgres, random)::add).limit(2).toList();

    for (int server = 0; server < servers.size(); server++) {
      Product other = others.get(server);
      Readers read = Readers.begin(servers, other.id(), 1, server);

      assertThat(Wait.atMost(LEASE.minus(herd.loader().age()), read::done))
          .as("server %d answers a read of another product before the loader's lease ends", server)
          .isTrue();
      read.expect(other);
    }
    herd.loader().thaw();
  }
}
