package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.caching.WritePolicy.AROUND;
import static dev.syslab.labs.caching.WritePolicy.THROUGH;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 6, title = "Write through, around, behind", points = 30)
class Stage6WritePoliciesTest {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final String LOST =
      "views are removed from Redis before PostgreSQL has them, or are never written to Redis";
  private static final String TWICE = "a batch that was stored before is not recognised";

  @Test
  @Hint("write-through")
  void a_write_through_leaves_the_new_product_in_redis(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    Product known = shop.addAndWarm(servers);
    Product unread = shop.add();
    servers.get(0).find(known.id());

    for (Product product : List.of(known, unread)) {
      Product written =
          shop.committed(servers.get(0).reprice(product.id(), product.priceCents() + 1, THROUGH));
      Loads loads = Loads.of(written, servers, postgres);
      Expect.everywhere(servers, written, "a price was written through", "Redis has the old price");
      assertThat(loads.count())
          .as("loads after the write-through: the new product should be in Redis already")
          .isZero();
      Keys.of(redis).expectBounded();
    }
  }

  @Test
  @Hint("write-around")
  void a_write_around_leaves_the_product_out_of_redis(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product product = shop.addAndWarm(servers);
    servers.get(0).find(product.id());

    Product written =
        shop.committed(servers.get(0).reprice(product.id(), product.priceCents() + 1, AROUND));

    Loads loads = Loads.of(written, servers, postgres);
    Expect.everywhere(servers, written, "a price was written around", "Redis has the old price");
    assertThat(loads.count())
        .as("loads by the first read after the write-around: Redis should have no entry")
        .isEqualTo(1);
  }

  @Test
  @Hint("older-write")
  void an_older_write_through_does_not_undo_a_newer_write(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Rivals rivals = Rivals.of(servers, postgres, new Shop(postgres, random));

    Product last =
        rivals.race(
            (catalogue, id) -> catalogue.reprice(id, 2, THROUGH),
            (catalogue, id) -> catalogue.reprice(id, 3, AROUND));

    Expect.everywhere(
        servers, last, Rivals.WHAT, "server 0 wrote version 10 into Redis after version 11");
  }

  @Test
  @Hint("stale-set")
  void an_overtaken_reader_is_refused_by_every_policy(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    for (WritePolicy policy : WritePolicy.values()) {
      Product old = shop.addAndWarm(servers);
      Frozen reader = Frozen.read(servers, 0, old, postgres);

      Ongoing<Product> writer =
          servers.begin(1, catalogue -> catalogue.reprice(old.id(), old.priceCents() + 1, policy));
      writer.doneWithin(Frozen.PATIENCE);
      reader.thaw();

      Expect.everywhere(
          servers,
          shop.committed(writer.await(BOUND).get()),
          "server 0 read the old row, server 1 wrote " + policy + ", then server 0 continued",
          "the write did not invalidate the reader's right to fill");
    }
  }

  @Test
  @Hint("stale-set")
  void a_write_that_commits_slowly_leaves_no_old_product(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    for (WritePolicy policy : WritePolicy.values()) {
      Product old = shop.addAndWarm(servers);

      Product written = new Writer(servers, 0, postgres, shop).repriceSlowly(old, policy);

      Expect.everywhere(
          servers,
          written,
          "the COMMIT of a reprice "
              + policy
              + " took longer than a lease, and the old row was read meanwhile",
          "the writer lost its right to fill before the COMMIT ended, and deleted nothing");
    }
  }

  @Test
  @Hint("lost-answer")
  void a_write_whose_answer_is_lost_leaves_no_old_product(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    for (WritePolicy policy : WritePolicy.values()) {
      Product old = shop.addAndWarm(servers);
      servers.get(1).find(old.id());

      new Writer(servers, 0, postgres, shop).loseAnswerToReprice(old, policy);

      Expect.everywhere(
          servers,
          shop.row(old.id()),
          "a price was written " + policy + ", and the answer to the COMMIT was lost",
          "the invalidation runs only if commit() returned without an exception");
    }
  }

  @Test
  @Hint("older-write")
  void an_older_write_through_does_not_undo_a_newer_write_whose_answer_was_lost(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Rivals rivals = Rivals.of(servers, postgres, new Shop(postgres, random));

    rivals.raceWithALostAnswer((catalogue, id) -> catalogue.reprice(id, 2, THROUGH));

    Expect.everywhere(
        servers,
        rivals.shop().row(rivals.product().id()),
        Rivals.WHAT + "; the answer to server 1's COMMIT was lost",
        "a lost answer does not invalidate the older writer's right to fill");
  }

  @Test
  @Hint("write-behind")
  void a_view_does_not_wait_for_the_database_however_long_it_is_away(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Views views = Views.of(servers, postgres, random);
    views.expectFlusher();

    try (Fault cut = servers.replica(0).link(postgres).cut()) {
      views.view(20);
      cut.awaitEffect(BOUND);
      // Long enough for a flush to have failed, and another to have begun.
      views.awaitFlushes(12);
      views.view(20);
      views.awaitFlushes(12);
      // As if hours went by: what may go by itself has gone.
      Keys.of(redis).timesToLive().keySet().forEach(redis.client()::del);
    }

    views.expect(41, "40 views were acknowledged while PostgreSQL was down", LOST, TWICE);
  }

  @Test
  @Hint("after-an-error")
  void views_are_stored_also_after_redis_was_away(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Views views = Views.of(servers, postgres, random);
    try (Fault cut = servers.replica(0).link(redis).cut()) {
      views.awaitFlushes(3);
      servers.attempt(catalogue -> catalogue.find(views.id()));
      cut.awaitEffect(BOUND);
    }

    views.viewUntilAcknowledged();

    views.expectAtLeast(1, "Redis was down and came back; then a view was acknowledged");
  }

  @Test
  @Hint("a-view-is-not-idempotent")
  void a_view_whose_answer_is_lost_is_counted_once_at_most(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Views views = Views.of(servers, postgres, random);
    views.view(1);
    views.expect(1, "one view", LOST, TWICE);

    int begun = views.loseAnswer(servers.replica(0).link(redis));

    views.expectAtMost(
        1 + begun,
        "a view was counted in Redis, and the connection was closed before the answer",
        "the command is resent, although it may have been executed");
  }

  @Test
  @Hint("durable-queue")
  void no_acknowledged_view_is_lost_with_its_server(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Views views = Views.of(servers, postgres, random);

    new DeadFlusher(views).killWhileItStores(30);

    views.expect(30, DeadFlusher.WHAT, LOST, TWICE);
  }

  @Test
  @Hint("idempotent-flush")
  void a_batch_whose_flusher_died_after_its_commit_is_not_added_twice(
      Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Views views = Views.of(servers, postgres, random);
    Fault silence;
    try (CommitGate gate = new CommitGate(postgres, "product_views")) {
      views.view(10);
      gate.awaitFlusher();
      silence = servers.replica(0).link(postgres).blackHole();
    }
    Wait.conclusively("the database to commit", BOUND, () -> views.stored() > 0);
    silence.awaitEffect(BOUND);

    Fault death = servers.replica(0).kill();
    silence.close();
    death.close();

    views.expect(
        10, "the flusher committed, was killed before it knew, and was restarted", LOST, TWICE);
    views.view(5);
    views.expect(
        15,
        "5 more views after the flusher had been restarted",
        "a batch's name is used twice",
        TWICE);
  }

  @Test
  @Hint("whose-batch")
  void a_late_flusher_does_not_forget_the_next_batch(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Views views = Views.of(servers, postgres, random);

    int viewed = new LateFlusher(views).standStillAfterTheCommit(new Shop(postgres, random).add());

    views.expect(viewed, LateFlusher.WHAT, "server 0 deleted a batch that is not stored", TWICE);
  }

  @Test
  @Hint("batching")
  void views_are_stored_in_batches(Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Views views = Views.of(servers, postgres, random);

    views.viewOneByOne(100);

    views.expect(101, "101 views on one server", LOST, TWICE);
  }

  @Test
  @Hint("batching")
  void views_that_come_while_others_are_stored_are_kept(
      Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Views views = Views.of(servers, postgres, random);

    try (CommitGate gate = new CommitGate(postgres, "product_views")) {
      views.view(10);
      gate.awaitFlusher();
      views.view(10);
    }

    views.expect(20, "10 views arrived while 10 others were being stored", LOST, TWICE);
  }
}
