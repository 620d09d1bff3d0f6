package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.sql.SQLException;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 6, title = "A bucket moves", points = 30, servers = Lab.Uses.POSTGRESQL)
class Stage6MoveTest {
  private static final int SOURCE = 1;
  private static final int TARGET = 2;

  /** Databases gives a database up that is silent for 4 s. */
  private static final Duration HELD = Duration.ofMillis(3_500);

  @Test
  @Hint("all-of-a-bucket")
  void a_moved_bucket_is_in_its_new_database_and_in_no_other(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Hostile hostile) {
    servers.get(0).createMap(3);
    List<Household> all = Household.of(servers.get(0), hostile.ids(24, KEY));
    all.forEach(one -> one.furnish(servers.get(0), 4, 100));
    for (Household one : all.subList(0, 3)) {
      int home = servers.get(0).map().shards().get(one.bucket);
      for (int shard : List.of((home + 1) % 3, (home + 1) % 3, home)) {
        ShardMap before = servers.get(1).map();
        boolean there = before.shards().get(one.bucket) == shard;

        ShardMap map = servers.get(0).move(one.bucket, shard);

        assertThat(map).as("the map that move returned").isEqualTo(servers.get(1).map());
        assertThat(map.shards()).as("the map").isEqualTo(with(before.shards(), one.bucket, shard));
        assertThat(map.epoch() > before.epoch())
            .as("whether the epoch has increased")
            .isEqualTo(!there);
        one.expectIn(shard, databases, "after a move");
        one.furnish(servers.get(1), 1, 7);
      }
    }
    List<Integer> map = servers.get(0).map().shards();
    for (Household one : all) {
      one.expectIn(
          map.get(one.bucket), databases, "after several buckets were moved, some of them back");
    }
    for (Move bad : List.of(new Move(-1, 0), new Move(256, 0), new Move(0, -1), new Move(0, 3))) {
      refused(servers, bad.toString(), any -> any.move(bad.bucket(), bad.shard()));
    }
  }

  private static List<Integer> with(List<Integer> shards, int bucket, int shard) {
    List<Integer> changed = new ArrayList<>(shards);
    changed.set(bucket, shard);
    return changed;
  }

  @Test
  @Timeout(60)
  @Hint("copy-first-then-stop")
  void writes_go_on_while_a_bucket_is_copied(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random,
      Notes notes) {
    servers.get(0).createMap(3);
    Household one = Household.of(SOURCE, 1, servers.get(0), random).get(0);
    one.furnish(servers.get(1), 1, 100);
    Gaps.fill(databases.get(SOURCE), one, 4_000);
    Gaps gaps = new Gaps(servers, one);
    gaps.write(Duration.ofMillis(1_500), () -> false);
    Duration before = gaps.longest();
    Duration bound = before.multipliedBy(8).plus(Moves.WRITE_PAUSE);
    // More than a third of what it has to read, and less than it reads before it may stop writes.
    Hold hold =
        servers
            .replica(0)
            .link(databases.get(SOURCE))
            .holdAfter(150_000, Direction.FROM_SERVER)
            .ifReached();

    Ongoing<ShardMap> move = servers.begin(0, orders -> orders.move(one.bucket, TARGET));
    gaps.write(Duration.ofSeconds(5), () -> hold.tookEffect() || move.done());
    gaps.write(Gaps.shorter(bound.plusMillis(500), HELD), move::done);
    hold.release();
    gaps.write(Duration.ofSeconds(8), move::done);
    gaps.write(Duration.ofMillis(300), () -> false);

    notes.add(
        "longest time between two writes: %d ms before the move, %d ms with it",
        before.toMillis(), gaps.longest().toMillis());
    assertThat(move.await(Duration.ofSeconds(8))).as("the move").isAcknowledged();
    assertThat(gaps.longest())
        .as(
            "the longest time without an acknowledged write. Likely cause: writes stop before the"
                + " bucket is copied instead of afterwards")
        .isLessThanOrEqualTo(bound);
    one.expectIn(TARGET, databases, "after a move during which orders were placed");
    assertThat(databases.get(TARGET).number("SELECT count(*) FROM orders WHERE id <= 4000"))
        .as("of 4,000 orders that were there before, those that have arrived")
        .isEqualTo(4_000);
  }

  @Test
  @Timeout(180)
  @Hint("dies-anywhere")
  void a_move_whose_process_dies_loses_nothing_and_a_rerun_completes_it(
      @Nodes(3) List<Postgres> databases, @Replicas(7) Fleet<ShardedOrders> servers, Random random)
      throws SQLException {
    ShardedOrders survivor = servers.get(6);
    survivor.createMap(3);
    List<Household> all = Household.of(SOURCE, 9, survivor, random);
    all.forEach(one -> one.furnish(survivor, 30, 100));
    Deaths deaths = new Deaths(databases, servers, SOURCE, TARGET);
    deaths.measure(6, all.get(8).bucket, all.get(7).bucket);
    for (int i = 0; i < 6; i++) {
      Household one = all.get(i);

      String when = deaths.stop(i, one.bucket);

      Wait.until(
          "an order of the bucket to be acknowledged; " + when,
          ShardedOrders.ANSWER_WITHIN,
          () -> one.place(servers, 6).acknowledged());
      assertThat(one.deposit(servers, 6, 3)).as("a deposit; " + when).isAcknowledged();
      one.expectFound(survivor, when);
      // The last one goes elsewhere: what is left of its first move must not stay behind.
      int target = i == 5 ? 0 : TARGET;
      one.move(servers, 6, target, "the next move to succeed; " + when);
      one.expectIn(target, databases, "after the rerun; " + when);
      one.expectFound(survivor, "after the rerun; " + when);
    }
  }

  @Test
  @Timeout(60)
  @Hint("one-mover-at-a-time")
  void two_moves_of_one_bucket_do_not_undo_each_other(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    ShardedOrders orders = servers.get(1);
    orders.createMap(3);
    List<Household> all = Household.of(SOURCE, 7, orders, random);
    all.forEach(one -> one.furnish(orders, 10, 100));
    servers.get(0).move(all.get(5).bucket, TARGET);
    List<Interruption> points =
        Interruption.points(
            servers.replica(0),
            () -> servers.get(0).move(all.get(6).bucket, TARGET),
            databases.subList(SOURCE, TARGET + 1),
            0.5);
    for (int i = 0; i < 4; i++) {
      Household one = all.get(i);
      // Held while it copies, or (in most designs) just before it deletes what it has copied.
      boolean late = i % 2 == 1;
      Link link = servers.replica(0).link(databases.get(SOURCE));
      Hold hold =
          late
              ? link.holdAt("DELETE", Direction.TO_SERVER).ifReached()
              : points.get(i).hold(servers.replica(0));
      Ongoing<ShardMap> first = servers.begin(0, any -> any.move(one.bucket, TARGET));
      Interruption.await(hold, first);

      int other = late ? SOURCE : TARGET;
      Attempt<ShardMap> second = servers.attempt(1, any -> any.move(one.bucket, other));
      one.deposit(servers, 1, 7);
      hold.release();
      first.await(Duration.ofSeconds(9));

      String when =
          "one move was held %s; another move, to database %d, was %s"
              .formatted(
                  late ? "before it deleted" : "while it copied",
                  other,
                  second.acknowledged() ? "made" : "refused");
      one.expectFound(orders, when);
      one.move(servers, 1, TARGET, "the move to succeed once no other is in progress; " + when);
      one.expectIn(TARGET, databases, when);
    }
  }

  @Test
  @Timeout(90)
  @Hint("what-a-bucket-remembers")
  void a_transfer_is_made_once_wherever_its_accounts_move(
      @Nodes(3) List<Postgres> databases,
      @Replicas(4) Fleet<ShardedOrders> servers,
      Random random) {
    ShardedOrders orders = servers.get(3);
    orders.createMap(3);
    Household sender = Household.of(SOURCE, 1, orders, random).get(0).furnish(orders, 0, 10_000);
    Household receiver = Household.of(TARGET, 1, orders, random).get(0).furnish(orders, 0, 1);
    servers.replicas().forEach(one -> transfer(one.contract(), one.name(), sender, receiver, 1));
    List<Interruption> points =
        Interruption.points(
            servers.replica(3),
            () -> transfer(orders, "measured", sender, receiver, 1),
            databases.subList(SOURCE, TARGET + 1),
            0.5,
            0.8);
    for (int i = 0; i < 3; i++) {
      Interruption point = points.get(new int[] {0, 4, 6}[i]);
      String id = "t" + i;
      Hold hold = point.hold(servers.replica(i));
      Ongoing<Boolean> call = servers.begin(i, any -> transfer(any, id, sender, receiver, 100));
      Interruption.await(hold, call);
      servers.replica(i).kill();
      hold.release();
      databases.forEach(Interruption::awaitQuiet);

      orders.move(sender.bucket, 0);
      orders.move(receiver.bucket, SOURCE);
      orders.recover();
      transfer(orders, id, sender, receiver, 100);
      orders.move(sender.bucket, SOURCE);
      orders.move(receiver.bucket, TARGET);
      transfer(orders, id, sender, receiver, 100);
      orders.recover();

      String when =
          ("a process was killed during a transfer, at %s; then both accounts were moved and moved"
                  + " back")
              .formatted(point);
      assertThat(orders.balance(receiver.customer))
          .as("the receiver's balance after the transfer was retried twice; " + when)
          .isEqualTo(6 + 100 * (i + 1));
      assertThat(orders.balance(sender.customer))
          .as("the sender's; " + when)
          .isEqualTo(9_995 - 100 * (i + 1));
    }
  }

  private static boolean transfer(
      ShardedOrders orders, String id, Household sender, Household receiver, long cents) {
    orders.transfer(id, sender.customer, receiver.customer, cents);
    return true;
  }
}
