package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.caching.Catalogue.LEASE;

import dev.syslab.kit.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 3, title = "The stale set", points = 30)
class Stage3StaleSetTest {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final String UNREFUSED = "nothing rejects a fill by a reader that was overtaken";
  private static final String OR = "; or, if the first test of this stage passes, ";

  @Test
  @Hint("stale-set")
  void an_overtaken_reader_does_not_bring_the_old_product_back(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    Frozen reader = Frozen.read(servers, 0, old, postgres);

    Product updated = new Writer(servers, 1, postgres, shop).overtake(reader);
    reader.thaw();

    Expect.everywhere(
        servers,
        updated,
        "server 0 read the old row, then server 1 updated it, then server 0 continued",
        UNREFUSED + ": it wrote into Redis what it had read");
  }

  @Test
  @Hint("check-and-fill")
  @Timeout(60)
  void a_reader_that_was_overtaken_just_before_its_fill_is_refused(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shop shop = new Shop(postgres, random);
    shop.addAndOpenConnections(servers);
    Overtaking overtaking = new Overtaking(servers, postgres, redis, shop);
    for (int commands = 1; commands <= Overtaking.MOST_COMMANDS; commands++) {

      Product updated = overtaking.after(commands);

      Expect.everywhere(
          servers,
          updated,
          ("server 0 read the old row and sent command %d after that to Redis; before the answer"
                  + " came, server 1 updated the product")
              .formatted(commands),
          UNREFUSED + OR + "it first checks whether it may fill, and fills with a second command");
    }
  }

  @Test
  @Hint("invalidate-the-right-first")
  void a_reader_does_not_fill_between_two_steps_of_an_update(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random)
      throws Exception {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    Frozen reader = Frozen.read(servers, 0, old, postgres);

    new Writer(servers, 1, postgres, shop).overtakeInSteps(reader, redis);

    Expect.everywhere(
        servers,
        shop.row(old.id()),
        "server 1 committed, and took one step in Redis; then server 0 continued with the old row",
        UNREFUSED + OR + "the update deletes the product before it invalidates the right to fill");
  }

  @Test
  @Hint("lost-answer-stale-set")
  void an_overtaken_reader_is_refused_also_when_the_commits_answer_was_lost(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    Frozen reader = Frozen.read(servers, 0, old, postgres);

    new Writer(servers, 1, postgres, shop).loseAnswer(reader);
    reader.thaw();

    Expect.everywhere(
        servers,
        shop.row(old.id()),
        "server 0 read the old row, server 1 committed but never received the answer to its"
            + " COMMIT, then server 0 continued",
        UNREFUSED
            + OR
            + "fills by overtaken readers are not rejected if the answer to the COMMIT is lost");
  }

  @Test
  @Hint("older-load")
  void a_read_after_an_update_does_not_join_an_older_load(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.add();
    Frozen reader = Frozen.read(servers, 0, old, postgres);
    Product updated = new Writer(servers, 1, postgres, shop).overtake(reader);

    Ongoing<Optional<Product>> late = servers.begin(0, catalogue -> catalogue.find(old.id()));
    late.doneWithin(LEASE.multipliedBy(3));
    reader.thaw();

    assertThat(late.await(BOUND))
        .as(
            "a read that began after the update, while an older load of the same server was still"
                + " running")
        .returned(Optional.of(updated));
  }

  @Test
  @Hint("whose-lease")
  void an_overtaken_reader_cannot_use_a_later_readers_right(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);

    // The other reader may be in another process, or in the same.
    for (int other : new int[] {1, 0}) {
      Product old = shop.addAndWarm(servers);
      Frozen first = Frozen.read(servers, 0, old, postgres);
      Product updated = new Writer(servers, 1, postgres, shop).overtake(first);

      Ongoing<Optional<Product>> second;
      Ongoing<Optional<Product>> third;
      try (TableLock lock = new TableLock(postgres)) {
        second = servers.begin(other, catalogue -> catalogue.find(old.id()));
        lock.awaitArrival(second, LEASE);
        first.answer().release();
        first.call().doneWithin(LEASE);
        third = servers.begin(1, catalogue -> catalogue.find(old.id()));
        third.doneWithin(LEASE.dividedBy(4));
      }

      assertThat(third.await(BOUND))
          .as(
              "read on server 1, after a paused reader on server 0 resumed with the old row while"
                  + " server %d was loading the new one. Did the resumed reader use the other"
                  + " reader's right to fill?",
              other)
          .returned(Optional.of(updated));
      assertThat(second.await(BOUND)).returned(Optional.of(updated));
    }
  }

  @Test
  @Hint("stale-set")
  void a_reader_that_stood_still_for_long_is_refused_too(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shop shop = new Shop(postgres, random);
    Product old = shop.addAndWarm(servers);
    Frozen reader = Frozen.read(servers, 0, old, postgres);

    Product updated = new Writer(servers, 1, postgres, shop).overtake(reader);
    Instant late = Instant.now().plus(LEASE.multipliedBy(3));
    Wait.conclusively("some seconds to pass", BOUND, () -> Instant.now().isAfter(late));
    reader.end();

    Expect.everywhere(
        servers,
        updated,
        "server 0 read the old row, server 1 updated it, and server 0 continued 6 s later",
        UNREFUSED
            + OR
            + "the marker that should reject the reader's fill has expired before the reader"
            + " continues");
  }

  @Test
  @Hint("older-write")
  void an_older_update_does_not_overwrite_a_newer_one(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shop shop = new Shop(postgres, random);
    Rivals rivals = Rivals.of(servers, postgres, shop);

    Product last =
        rivals.race(
            (catalogue, id) -> catalogue.update(id, shop.newName(), 2),
            (catalogue, id) -> catalogue.update(id, shop.newName(), 3));

    Expect.everywhere(
        servers, last, Rivals.WHAT, "server 0 wrote version 10 into Redis over version 11");
  }
}
