package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 7, title = "An old map", points = 25, servers = Lab.Uses.POSTGRESQL)
class Stage7FenceTest {
  private static final int SOURCE = 1;
  private static final int TARGET = 2;

  /** Less than {@link Databases} waits for an answer. */
  private static final Duration HELD = Duration.ofMillis(1_200);

  @Test
  @Timeout(90)
  @Hint("lock-look-write")
  void a_write_or_transfer_by_an_old_map_is_made_where_the_bucket_is_now(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    ShardedOrders mover = servers.get(1);
    mover.createMap(3);
    List<Household> all = Household.of(SOURCE, 8, mover, random);
    all.forEach(one -> one.furnish(servers.get(0), 1, 100));
    for (int i = 0; i < 6; i++) {
      Household one = all.get(i);
      boolean order = i % 2 == 0;
      // Before it comes to the database, in the middle, and just before it commits.
      Interruption point =
          Interruption.points(
                  servers.replica(0),
                  () -> write(order, all.get(7), servers),
                  databases.subList(SOURCE, TARGET),
                  new double[] {0.01, 0.5, 0.85}[i / 2])
              .get(0);
      Hold hold = point.hold(servers.replica(0));
      Ongoing<Boolean> write = servers.begin(0, any -> write(order, one, any));
      Interruption.await(hold, write);
      Ongoing<ShardMap> move = servers.begin(1, any -> any.move(one.bucket, TARGET));
      move.doneWithin(HELD);
      hold.release();

      String when = (order ? "an order" : "a deposit") + " was in flight, held at " + point;
      assertThat(write.await(Duration.ofSeconds(9))).as("the write; " + when).isAcknowledged();
      assertThat(move.await(Duration.ofSeconds(9))).as("the move; " + when).isAcknowledged();
      one.expectIn(TARGET, databases, when);
      assertThat(ordersOf(one, databases)).as("its orders; " + when).isEqualTo(order ? 2 : 1);
    }
    expectWhole(servers, random);
  }

  /** By a map that is older than a move of the sender's or of the receiver's bucket. */
  private static void expectWhole(Fleet<ShardedOrders> servers, Random random) {
    Household sender = Household.of(SOURCE, 1, servers.get(1), random).get(0);
    Household receiver = Household.of(TARGET, 1, servers.get(1), random).get(0);
    Household neighbour = Household.of(SOURCE, 2, servers.get(1), random).get(1);
    for (Household one : List.of(sender, receiver, neighbour)) {
      one.furnish(servers.get(0), 0, 100);
    }
    List<Integer> homes = List.of(0, TARGET, SOURCE, 0);
    for (int i = 0; i < homes.size(); i++) {
      servers.get(1).move((i % 2 == 0 ? receiver : sender).bucket, homes.get(i));
      for (Household to : List.of(receiver, neighbour)) {
        String id = "t" + i + to.customer;

        servers.get(0).transfer(id, sender.customer, to.customer, 10);

        sender.cents -= 10;
        to.cents += 10;
      }
      for (Household one : List.of(sender, receiver, neighbour)) {
        assertThat(servers.get(1).balance(one.customer))
            .as("a balance, after two transfers with a map that is older than a move")
            .isEqualTo(one.cents);
      }
    }
  }

  private static void write(boolean order, Household one, Fleet<ShardedOrders> servers) {
    write(order, one, servers.get(0));
  }

  private static boolean write(boolean order, Household one, ShardedOrders orders) {
    if (order) {
      return orders.place(List.of(Tables.order(one.customer, null, 5))).size() == 1;
    }
    orders.deposit(one.customer, 5);
    one.cents += 5;
    return true;
  }

  private static long ordersOf(Household one, List<Postgres> databases) {
    return databases.stream()
        .mapToLong(
            database ->
                database.number("SELECT count(*) FROM orders WHERE customer = ?", one.customer))
        .sum();
  }

  @Test
  @Hint("what-was-done-already")
  void of_a_call_by_an_old_map_nothing_is_stored_twice(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    servers.get(1).createMap(3);
    List<Household> all =
        Stream.of(0, 1, 2)
            .map(shard -> Household.of(shard, 1, servers.get(1), random).get(0))
            .toList();
    for (int round = 0; round < 3; round++) {
      all.forEach(one -> one.furnish(servers.get(0), 1, 100));
      Household moved = all.get(round);
      servers.get(1).move(moved.bucket, (round + 1) % 3);

      List<NewOrder> orders = all.stream().map(one -> Tables.order(one.customer, null, 7)).toList();
      List<Long> ids = servers.get(0).place(orders);

      List<Order> placed = Tables.withIds(orders, ids);
      for (int i = 0; i < 3; i++) {
        Household one = all.get(i);
        one.placed.add(placed.get(i));
        one.expectIn(
            i <= round ? (i + 1) % 3 : i,
            databases,
            "one call placed three orders, and its map was old for one of them");
        assertThat(ordersOf(one, databases))
            .as("the number of orders of one of the three customers")
            .isEqualTo(one.placed.size());
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("read-then-look")
  void a_read_by_an_old_map_answers_as_the_new_one_says(
      @Nodes(3) List<Postgres> databases,
      @Replicas(3) Fleet<ShardedOrders> servers,
      Random random) {
    ShardedOrders mover = servers.get(1);
    mover.createMap(3);
    List<Household> all = Household.of(SOURCE, 6, mover, random);
    all.forEach(one -> one.furnish(servers.get(0), 2, 100));
    all.get(0).expectFound(servers.get(2), "at first");
    for (int i = 0; i < 4; i++) {
      Household one = all.get(i);
      boolean order = i % 2 == 0;
      Interruption point =
          Interruption.points(
                  servers.replica(0),
                  () -> read(order, all.get(5), servers.get(0)),
                  databases.subList(SOURCE, TARGET),
                  i < 2 ? 0.01 : 0.5)
              .get(0);
      Hold hold = point.hold(servers.replica(0));
      Ongoing<Boolean> read = servers.begin(0, any -> read(order, one, any));
      Interruption.await(hold, read);
      mover.move(one.bucket, TARGET);
      hold.release();

      Attempt<Boolean> attempt = read.await(Duration.ofSeconds(9));
      assertThat(attempt)
          .as(
              "whether %s whose read was held at %s while the bucket moved is what was stored",
              order ? "an order" : "a balance", point)
          .returned(true);
    }
    Household last = all.get(4);
    Hold late =
        servers
            .replica(1)
            .link(databases.get(SOURCE))
            .holdAt("DELETE", Direction.TO_SERVER)
            .ifReached();
    Ongoing<ShardMap> move = servers.begin(1, any -> any.move(last.bucket, TARGET));
    Interruption.await(late, move);
    last.deposit(servers, 0, 7);

    long balance = servers.get(2).balance(last.customer);
    late.release();
    move.await(Duration.ofSeconds(9));

    assertThat(balance)
        .as("the balance after a deposit of 7, by a process whose map is older than the move")
        .isEqualTo(107);
  }

  private static boolean read(boolean order, Household one, ShardedOrders orders) {
    return order
        ? orders.find(one.customer, one.placed.get(0).id()).equals(Optional.of(one.placed.get(0)))
        : orders.balance(one.customer) == one.cents;
  }

  @Test
  @Timeout(60)
  @Hint("keep-the-map")
  void a_process_with_the_current_map_needs_no_first_database(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    servers.get(0).createMap(3);
    List<Household> all = Household.of(SOURCE, 2, servers.get(0), random);
    Household other = Household.of(TARGET, 1, servers.get(0), random).get(0);
    Stream.of(all.get(0), all.get(1), other).forEach(one -> one.furnish(servers.get(0), 1, 100));
    Household moved = all.get(0);
    try (Fault cut = servers.replica(0).link(databases.get(0)).cut()) {
      Household stays = all.get(1);
      assertThat(stays.place(servers, 0)).as("an order").isAcknowledged().during(cut);
      assertThat(stays.deposit(servers, 0, 5)).as("a deposit").isAcknowledged().during(cut);
      stays.expectFound(servers.get(0), "the first database does not answer");
      assertThat(servers.attempt(0, any -> transfer(any, stays.customer, other.customer)))
          .as("a transfer between two other databases")
          .isAcknowledged()
          .during(cut);
      servers.get(1).move(moved.bucket, TARGET);

      assertThat(moved.place(servers, 0))
          .as("an order for a bucket that has moved, by a process that cannot read the new map")
          .failedWith(UnavailableException.class)
          .endedWithin(ShardedOrders.ANSWER_WITHIN)
          .during(cut);
    }
    moved.expectIn(TARGET, databases, "an order with an old map was rejected");
    Wait.until(
        "an order to be acknowledged once the first database answers again",
        Duration.ofSeconds(20),
        () -> moved.place(servers, 0).acknowledged());
    moved.expectIn(TARGET, databases, "another order was placed afterwards");
  }

  private static boolean transfer(ShardedOrders orders, String sender, String receiver) {
    orders.transfer(sender + receiver, sender, receiver, 1);
    return true;
  }
}
