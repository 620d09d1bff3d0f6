package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 5, title = "Both or none", points = 30, servers = Lab.Uses.POSTGRESQL)
class Stage5TransferTest {

  @Test
  @Hint("take-here-add-there")
  void a_transfer_moves_cents_between_two_accounts(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Hostile hostile) {
    ShardedOrders orders = servers.get(0);
    orders.createMap(3);
    List<String> customers = hostile.ids(24, KEY);
    List<Long> amounts = hostile.amounts(12, 1, Accounts.MOST_AMOUNT);
    for (int i = 0; i < 12; i++) {
      String sender = customers.get(i);
      String receiver = customers.get(i + 12);
      long cents = amounts.get(i);
      orders.deposit(sender, cents);
      orders.deposit(sender, 7);

      orders.transfer("t" + i, sender, receiver, cents);

      assertThat(servers.get(1).balance(sender)).as("what the sender has left").isEqualTo(7);
      assertThat(servers.get(1).balance(receiver))
          .as("what the receiver, who had no account, has of %d cents", cents)
          .isEqualTo(cents);
    }
    assertThat(orders.balance("nobody")).as("a balance without an account").isZero();
  }

  @Test
  @Hint("a-transfer-has-a-name")
  void a_transfer_that_is_tried_again_moves_nothing_more(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Hostile hostile,
      Random random) {
    servers.get(0).createMap(3);
    List<String> customers = Tables.oneOfEach(servers.get(0), 3, random);
    servers.get(0).deposit(customers.get(1), 1_000);
    Set<String> used = new HashSet<>();
    for (Hostile.Pair ids : hostile.pairs(KEY)) {
      if (!used.add(ids.one()) || !used.add(ids.other())) {
        continue;
      }
      long before = servers.get(0).balance(customers.get(2));
      for (String id : List.of(ids.one(), ids.one(), ids.other(), ids.one(), ids.other())) {
        servers.get(random.nextInt(2)).transfer(id, customers.get(1), customers.get(2), 10);
      }

      assertThat(servers.get(0).balance(customers.get(2)) - before)
          .as("cents that two transfers of 10 have moved, which were tried five times in all")
          .isEqualTo(20);
    }
  }

  @Test
  @Hint("compare-and-take")
  void of_several_transfers_of_all_that_there_is_one_succeeds(
      @Nodes(3) List<Postgres> databases, @Replicas(2) Fleet<ShardedOrders> servers, Random random)
      throws SQLException {
    servers.get(0).createMap(3);
    List<String> customers = Tables.oneOfEach(servers.get(0), 3, random);
    servers.get(0).deposit(customers.get(1), 100);
    servers.get(0).deposit(customers.get(2), 1);
    List<Attempt<Boolean>> attempts;
    try (Connection judge = databases.get(1).connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute("SELECT cents FROM account FOR UPDATE");
      List<Ongoing<Boolean>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(servers.begin(i, move("t" + i, customers.get(1), customers.get(2), 100)));
      }
      Wait.atMost(Duration.ofSeconds(2), () -> Plans.waiting(databases.get(1)) == 2);
      judge.rollback();
      attempts = both.stream().map(one -> one.await(ShardedOrders.ANSWER_WITHIN)).toList();
    }

    assertThat(attempts.stream().filter(Attempt::acknowledged).count())
        .as("of two transfers of 100 cents from an account with 100, those that were made")
        .isEqualTo(1);
    assertThat(attempts.get(attempts.get(0).acknowledged() ? 1 : 0))
        .as("the other one")
        .failedWith(InsufficientException.class);
    assertThat(servers.get(0).balance(customers.get(1))).as("the sender's balance").isZero();
    assertThat(servers.get(1).balance(customers.get(2))).as("the receiver's").isEqualTo(101);
  }

  private static Call<ShardedOrders, Boolean> move(
      String id, String sender, String receiver, long cents) {
    return orders -> {
      orders.transfer(id, sender, receiver, cents);
      return true;
    };
  }

  @Test
  @Hint("one-order-of-locks")
  void opposite_transfers_do_not_stop_each_other(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    servers.get(0).createMap(3);
    List<String> customers = Tables.oneOfEach(servers.get(0), 3, random);
    servers.get(0).deposit(customers.get(1), 1_000);
    servers.get(0).deposit(customers.get(2), 1_000);
    for (int round = 0; round < 15; round++) {
      List<Ongoing<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String sender = customers.get(1 + i % 2);
        String receiver = customers.get(2 - i % 2);
        calls.add(servers.begin(i / 3, move(round + "/" + i, sender, receiver, 3)));
      }
      for (Ongoing<Boolean> call : calls) {
        assertThat(call.await(ShardedOrders.ANSWER_WITHIN))
            .as(
                "one of six transfers between two accounts, in both directions. Likely cause: one"
                    + " has locked the first account and another the second, and both wait")
            .isAcknowledged();
      }
    }
    assertThat(servers.get(1).balance(customers.get(1)))
        .as("after as many each way")
        .isEqualTo(1_000);
  }

  @Test
  @Timeout(120)
  @Hint("promise-decide-do")
  void a_transfer_whose_process_dies_is_made_as_a_whole_or_not_at_all(
      @Nodes(3) List<Postgres> databases,
      @Replicas(7) Fleet<ShardedOrders> servers,
      Random random) {
    ShardedOrders survivor = servers.get(6);
    survivor.createMap(3);
    List<String> customers = Tables.oneOfEach(survivor, 3, random);
    String sender = customers.get(1);
    String receiver = customers.get(2);
    survivor.deposit(sender, 10_000);
    for (Replica<ShardedOrders> server : servers.replicas()) {
      server.contract().transfer("first of " + server.name(), sender, receiver, 1);
    }
    Runnable measured = () -> survivor.transfer("measured", sender, receiver, 1);
    List<Interruption> points =
        Interruption.points(
            servers.replica(6), measured, databases.subList(1, 3), 0.3, 0.5, 0.6, 0.9);
    Collections.shuffle(points, random);
    points.sort(Comparator.comparing(point -> point.direction() == Direction.FROM_SERVER));
    for (int i = 0; i < 6; i++) {
      Replica<ShardedOrders> victim = servers.replica(i);
      Hold hold = points.get(i).hold(victim);
      Ongoing<Boolean> transfer = servers.begin(i, move("t" + i, sender, receiver, 100));
      Interruption.await(hold, transfer);
      victim.kill();
      hold.release();
      databases.forEach(Interruption::awaitQuiet);

      survivor.recover();

      String when = "a process was killed in a transfer of 100, at " + points.get(i);
      long had = survivor.balance(sender);
      assertThat(had + survivor.balance(receiver)).as("cents of both; " + when).isEqualTo(10_000);
      assertThat(servers.attempt(6, move("next" + i, sender, receiver, 100)))
          .as("a transfer after that and after recover(); " + when)
          .isAcknowledged();
      assertThat(survivor.balance(sender)).as("the sender's; " + when).isEqualTo(had - 100);
    }
  }

  @Test
  @Timeout(90)
  @Hint("recovery-decides-too")
  void recovery_beside_a_living_transfer_leaves_its_answer_true(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    ShardedOrders orders = servers.get(1);
    orders.createMap(3);
    List<String> customers = Tables.oneOfEach(orders, 3, random);
    String sender = customers.get(1);
    String receiver = customers.get(2);
    orders.deposit(sender, 10_000);
    Runnable measured = () -> servers.get(0).transfer("measured", sender, receiver, 1);
    servers.get(0).transfer("first", sender, receiver, 1);
    for (Interruption point :
        Interruption.points(
            servers.replica(0), measured, databases.subList(1, 3), 0.3, 0.5, 0.6, 0.8)) {
      long before = orders.balance(receiver);
      Hold hold = point.hold(servers.replica(0));
      Ongoing<Boolean> transfer = servers.begin(0, move(point.toString(), sender, receiver, 100));
      Interruption.await(hold, transfer);

      Ongoing<Boolean> recovery = servers.begin(1, Interruption::recovered);
      recovery.doneWithin(Duration.ofMillis(500));
      hold.release();
      boolean made = transfer.await(ShardedOrders.ANSWER_WITHIN).acknowledged();
      recovery.await(ShardedOrders.ANSWER_WITHIN);
      orders.recover();

      String when = "recover() ran beside a transfer of 100 that was held at " + point;
      long moved = orders.balance(receiver) - before;
      assertThat(moved).as("cents that moved; " + when).isIn(0L, 100L);
      assertThat(made && moved == 0).as("said to be made, and was not; " + when).isFalse();
      assertThat(Interruption.sum(orders, sender, receiver)).as("cents; " + when).isEqualTo(10_000);
    }
  }

  @Test
  @Hint("whose-is-it")
  void recovery_leaves_a_strangers_prepared_transaction_alone(
      @Nodes(2) List<Postgres> databases, Fleet<ShardedOrders> servers) throws SQLException {
    servers.get(0).createMap(2);
    String name = "stranger-" + UUID.randomUUID();
    try (Connection judge = databases.get(1).connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute("CREATE TABLE strangers (id int)");
      statement.execute("PREPARE TRANSACTION '" + name + "'");
    }

    Attempt<Boolean> recovery = servers.attempt(Interruption::recovered);

    assertThat(
            databases
                .get(1)
                .number("SELECT count(*) FROM pg_prepared_xacts WHERE gid = '" + name + "'"))
        .as("prepared transactions of the stranger after recover()")
        .isEqualTo(1);
    assertThat(recovery).as("recover()").isAcknowledged();
    databases.get(1).script("ROLLBACK PREPARED '" + name + "'");
  }

  @Test
  @Hint("refuse-nonsense")
  void a_bad_transfer_is_refused(@Nodes(2) List<Postgres> databases, Fleet<ShardedOrders> servers) {
    servers.get(0).createMap(2);
    servers.get(0).deposit("ann", 100);
    for (long cents : new long[] {0, -1, Accounts.MOST_AMOUNT + 1, Long.MIN_VALUE}) {
      refused(servers, "a transfer of " + cents, move("t", "ann", "bob", cents));
      refused(
          servers,
          "a deposit of " + cents,
          orders -> {
            orders.deposit("ann", cents);
            return true;
          });
    }
    refused(servers, "a transfer to the sender", move("t", "ann", "ann", 1));
    for (String key : NO_KEYS) {
      refused(servers, "a bad id", move(key, "ann", "bob", 1));
      refused(servers, "a bad sender", move("t", key, "bob", 1));
      refused(servers, "a bad receiver", move("t", "ann", key, 1));
      refused(servers, "a bad customer", orders -> orders.balance(key));
    }
    assertThat(servers.attempt(move("t", "ann", "bob", 101)))
        .as("a transfer of more than there is")
        .failedWith(InsufficientException.class);
    assertThat(servers.get(0).balance("ann")).as("the balance after all that").isEqualTo(100);
    assertThat(servers.get(0).balance("bob")).as("the other balance").isZero();
  }
}
