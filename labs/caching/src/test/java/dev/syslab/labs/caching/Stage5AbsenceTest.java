package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.kit.net.Direction.TO_SERVER;
import static dev.syslab.labs.caching.Catalogue.ABSENT_TIME_TO_LIVE;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

@Stage(number = 5, title = "What is not there is cached too", points = 20)
class Stage5AbsenceTest {
  private static final Duration BOUND = Duration.ofSeconds(9);

  @Test
  @Hint("cached-absence")
  void an_absent_product_is_looked_for_once(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    String id = new Shop(postgres, random).unknownId();
    List<LongSupplier> looks =
        servers.replicas().stream()
            .map(server -> server.link(postgres).count(id, TO_SERVER))
            .toList();

    for (int i = 0; i < 12; i++) {
      assertThat(servers.get(i % 2).find(id)).as("an id that no row has").isEmpty();
    }

    assertThat(looks.stream().mapToLong(LongSupplier::getAsLong).sum())
        .as(
            "times that 12 finds of one id without a row queried PostgreSQL; is null treated as a"
                + " miss?")
        .isEqualTo(1);
  }

  @Test
  @Hint("absence-is-short")
  void an_absence_is_forgotten_soon(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    for (int i = 0; i < 5; i++) {
      servers.get(0).find(shop.unknownId());
    }

    Keys keys = Keys.of(redis);

    keys.expectBounded();
    assertThat(keys.timesToLive().values())
        .as(
            "times to live after 5 finds of absent products: anybody can request any number of"
                + " them, so each may stay at most %s",
            ABSENT_TIME_TO_LIVE)
        .allMatch(time -> time.compareTo(ABSENT_TIME_TO_LIVE) <= 0);
    Keys.expectNotProlonged(servers.get(0), shop.unknownId(), redis, Duration.ofSeconds(9));
  }

  @Test
  @Hint("absence-is-short")
  void an_absence_is_not_prolonged_by_another(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    String first = shop.unknownId();
    servers.get(0).find(first);
    // As if most of its time had passed.
    Keys.of(redis).timesToLive().keySet().forEach(key -> redis.client().pexpire(key, 400));
    servers.get(0).find(shop.unknownId());
    Wait.pass(Duration.ofMillis(500));
    LongSupplier looks = servers.replica(0).link(postgres).count(first, TO_SERVER);

    servers.get(0).find(first);

    assertThat(looks.getAsLong())
        .as(
            "queries to PostgreSQL for an id whose cached absence had expired (another absent id"
                + " was read in between). Do all absences share one key, so that each new one"
                + " extends the others?")
        .isEqualTo(1);
  }

  @Test
  @Hint("create-ends-absence")
  void a_created_product_is_found_on_every_server(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product fresh = shop.fresh();
    servers.replicas().forEach(server -> server.contract().find(fresh.id()));

    Product created = servers.get(0).create(fresh.id(), fresh.name(), fresh.priceCents());

    assertThat(created).as("what create returns").isEqualTo(fresh);
    Expect.everywhere(
        servers,
        fresh,
        "both servers had found no such product, then server 0 created it",
        "Redis still contains the cached absence");
  }

  @Test
  @Hint("after-the-commit")
  void a_look_while_a_create_commits_does_not_hide_the_product(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product fresh = shop.fresh();

    Writer creator = new Writer(servers, 0, postgres, shop);
    Ongoing<Product> writer =
        CommitGate.look(
            servers, postgres, () -> creator.create(fresh), fresh.id(), Optional.empty());
    assertThat(writer.await(BOUND)).isAcknowledged();

    Expect.everywhere(
        servers,
        fresh,
        "server 1 looked for the product while server 0's create was blocked in COMMIT; then the"
            + " COMMIT completed",
        "the cached absence was invalidated before the commit, and the read cached it again");
  }

  @Test
  @Hint("rollback")
  void a_create_that_fails_changes_nothing(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product rival = shop.add();
    Product fresh = new Product(shop.unknownId(), rival.name(), 5, 1);
    servers.get(0).find(fresh.id());

    Writer creator = new Writer(servers, 0, postgres, shop);
    Ongoing<Product> writer =
        CommitGate.look(
            servers, postgres, () -> creator.create(fresh), fresh.id(), Optional.empty());

    assertThat(writer.await(BOUND)).failedWith(NameTakenException.class);
    assertThat(servers.get(1).find(fresh.id())).as("found after the rollback").isEmpty();
    // More often than there are connections: each refusal must give its own back.
    for (int i = 0; i < 12; i++) {
      assertThat(servers.attempt(catalogue -> catalogue.create(rival.id(), shop.newName(), 5)))
          .as("create %d of an id that is taken", i + 1)
          .failedWith(IdTakenException.class);
    }
    Expect.everywhere(
        servers, rival, "a create of its id was refused", "the refused create was cached");
  }

  @Test
  @Hint("stale-absence")
  void an_overtaken_look_does_not_bring_the_absence_back(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    servers.replicas().forEach(server -> server.contract().find(shop.add().id()));
    Product fresh = shop.fresh();
    Frozen reader = Frozen.absence(servers, 0, fresh, postgres);

    Ongoing<Product> writer = new Writer(servers, 1, postgres, shop).create(fresh);
    writer.doneWithin(Frozen.PATIENCE);
    reader.thaw();
    assertThat(writer.await(BOUND)).isAcknowledged();

    Expect.everywhere(
        servers,
        fresh,
        "server 0 found no row, then server 1 created the product, then server 0 continued",
        "server 0 wrote into Redis that there is no such product, although that was no longer true");
  }

  @Test
  @Hint("lost-answer")
  void a_create_whose_answer_is_lost_ends_the_absence(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product fresh = shop.fresh();
    servers.get(1).find(fresh.id());

    new Writer(servers, 0, postgres, shop).loseAnswerToCreate(fresh);

    Expect.everywhere(
        servers,
        fresh,
        "the product is created, and only the answer to the COMMIT was lost",
        "the invalidation runs only if commit() returned without an exception");
  }

  @Test
  @Hint("stale-absence")
  void an_overtaken_update_does_not_bring_the_absence_back(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    servers.replicas().forEach(server -> server.contract().find(shop.add().id()));
    Product fresh = shop.fresh();
    Hold answer = servers.replica(0).link(postgres).holdAt("UPDATE 0", FROM_SERVER);
    Ongoing<Product> update =
        servers.begin(0, catalogue -> catalogue.update(fresh.id(), shop.newName(), 1));
    answer.awaitEffect(BOUND);

    Ongoing<Product> writer = new Writer(servers, 1, postgres, shop).create(fresh);
    writer.doneWithin(Frozen.PATIENCE);
    answer.release();
    assertThat(update.await(BOUND)).failedWith(NoSuchProductException.class);
    assertThat(writer.await(BOUND)).isAcknowledged();

    Expect.everywhere(
        servers,
        fresh,
        "an update on server 0 found no row, then server 1 created the product,"
            + " then server 0 continued",
        "the update cached the absence that it had read, although it was no longer true");
  }

  @Test
  @Hint("older-write")
  void a_slow_create_does_not_undo_an_update(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product fresh = shop.fresh();
    Ongoing<Product> create;
    Fault pause;
    try (CommitGate gate = new CommitGate(postgres)) {
      create = new Writer(servers, 0, postgres, shop).create(fresh);
      gate.awaitArrival(create);
      pause = servers.replica(0).pause();
    }
    Ongoing<Product> update;
    try (pause) {
      Wait.conclusively("the product to exist", BOUND, () -> shop.has(fresh.id()));
      update = servers.begin(1, catalogue -> catalogue.update(fresh.id(), shop.newName(), 7));
      update.doneWithin(Frozen.PATIENCE);
    }
    assertThat(create.await(BOUND)).isAcknowledged();

    Expect.everywhere(
        servers,
        shop.committed(update.await(BOUND).get()),
        "server 0 created the product and was paused, server 1 updated it, server 0 resumed",
        "server 0 wrote version 1 into Redis, after version 2");
  }
}
