package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Stage(number = 2, title = "Invalidate after the commit", points = 20)
class Stage2InvalidationTest {
  private static final Duration BOUND = Duration.ofSeconds(9);

  @Test
  @Hint("invalidate")
  void an_acknowledged_update_is_seen_on_every_server(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    servers.get(0).find(old.id());
    servers.get(1).find(old.id());

    Product updated =
        shop.committed(servers.get(0).update(old.id(), shop.newName(), old.priceCents() + 1));

    Expect.everywhere(
        servers, updated, "an update was acknowledged", "the old product is still in Redis");

    Product same = servers.get(0).update(old.id(), updated.name(), updated.priceCents());
    assertThat(same.version())
        .as("the version after an update that repeats the current name and price")
        .isEqualTo(updated.version() + 1);
    Expect.everywhere(
        servers, same, "an update to the same values was acknowledged", "the update was skipped");
  }

  @Test
  @Hint("contract-errors")
  void an_update_of_an_unknown_product_is_refused(
      Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    String id = shop.unknownId();

    // More often than there are connections: each refusal must give its own back.
    for (int i = 0; i < 12; i++) {
      assertThat(servers.attempt(catalogue -> catalogue.update(id, shop.newName(), 100)))
          .as("update %d of a product that no row has", i + 1)
          .failedWith(NoSuchProductException.class);
    }
    assertThat(servers.get(0).find(id)).as("a product that no row has").isEmpty();
  }

  @Test
  @Hint("after-the-commit")
  void until_the_commit_everybody_sees_the_old_product_and_then_the_new_one(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    servers.get(1).find(old.id());

    Ongoing<Product> writer =
        CommitGate.look(
            servers,
            postgres,
            () -> update(servers, old, shop.newName()),
            old.id(),
            Optional.of(old));
    Product updated = shop.committed(writer.await(BOUND).get());

    Expect.everywhere(
        servers,
        updated,
        "server 1 read the product while the update of it was blocked in COMMIT; then the COMMIT"
            + " completed",
        "Redis was changed before the commit, and the reader brought the old product back");
  }

  @Test
  @Hint("rollback")
  void an_update_that_fails_at_its_commit_leaves_no_trace(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    Product rival = shop.add();
    servers.get(0).find(old.id());

    Ongoing<Product> writer =
        CommitGate.look(
            servers,
            postgres,
            () -> update(servers, old, rival.name()),
            old.id(),
            Optional.of(old));

    assertThat(writer.await(BOUND)).failedWith(NameTakenException.class);
    Expect.everywhere(
        servers,
        old,
        "the transaction was rolled back at its COMMIT",
        "Redis got the new product before the commit");
  }

  @Test
  @Hint("lost-answer")
  void a_commit_whose_answer_is_lost_leaves_no_old_product(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    servers.get(1).find(old.id());

    new Writer(servers, 0, postgres, shop).loseAnswer(old);

    Expect.everywhere(
        servers,
        shop.row(old.id()),
        "the update is committed, and only the answer to its COMMIT was lost",
        "the invalidation runs only if commit() returned without an exception");
  }

  @Test
  @Hint("rollback")
  void a_commit_that_was_never_carried_out_is_never_seen(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    servers.get(1).find(old.id());

    Ongoing<Product> writer;
    try (CommitGate gate = new CommitGate(postgres)) {
      writer = update(servers, old, shop.newName());
      gate.awaitArrival(writer);
      gate.rollBack();
      assertThat(writer.await(BOUND).acknowledged())
          .as("whether an update whose COMMIT was lost was acknowledged")
          .isFalse();
    }

    Expect.everywhere(
        servers,
        old,
        "the connection was closed during the COMMIT, and the database rolled back",
        "the product that would have been committed was written into Redis, although commit() had"
            + " failed");
  }

  @Test
  @Hint("tell-redis-before-you-answer")
  void an_update_is_acknowledged_only_when_redis_knows(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    servers.get(1).find(old.id());
    try (Fault cut = servers.replica(0).link(redis).cut()) {

      Ongoing<Product> writer = update(servers, old, shop.newName());

      if (writer.await(BOUND).acknowledged()) {
        assertThat(servers.get(1).find(old.id()))
            .as(
                "server 0 acknowledged the update, although it could not reach Redis; then server 1"
                    + " returned the old product. Likely cause: Redis is updated in the"
                    + " background, or its errors are swallowed")
            .contains(shop.row(old.id()));
      }
      cut.awaitEffect(BOUND);
    }
  }

  @Test
  @Hint("time-to-live")
  void an_update_leaves_no_key_for_ever(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    servers.get(0).find(old.id());

    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(250))) {
      Ongoing<Product> writer = update(servers, old, shop.newName());

      assertThat(Keys.immortalDuring(writer, redis))
          .as("keys seen without a time to live")
          .isEmpty();
      assertThat(writer.await(BOUND)).isAcknowledged().during(slow);
      // An update that forgets Redis does not feel the delay; a read does.
      servers.get(0).find(old.id());
    }
    Keys.of(redis).expectBounded();
  }

  private static Ongoing<Product> update(Fleet<Catalogue> servers, Product product, String name) {
    return servers.begin(0, catalogue -> catalogue.update(product.id(), name, 1));
  }
}
