package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;
import static dev.syslab.labs.sharding.Payments.*;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 5, title = "Both or none", points = 30, servers = Lab.Uses.POSTGRESQL)
class Stage5TransferTest {

  @Test
  @Timeout(60)
  @Hint("a-transfer-has-a-name")
  void a_transfer_moves_cents_once_however_often_it_is_tried(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Hostile hostile,
      Random random) {
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
      // The sender has less by now, and that is no reason to refuse what has been done.
      servers.get(1).transfer("t" + i, sender, receiver, cents);

      assertThat(servers.get(1).balance(sender)).as("the sender's balance").isEqualTo(7);
      assertThat(servers.get(1).balance(receiver))
          .as("the balance of a receiver without an account, sent %d cents twice", cents)
          .isEqualTo(cents);
    }
    assertThat(orders.balance("nobody")).as("a balance without an account").isZero();
    List<String> each = Tables.oneOfEach(orders, 3, random);
    orders.deposit(each.get(1), 1_000);
    Payments.expectKeptApart(servers, hostile.pairs(KEY), each.get(1), each.get(2));
  }

  @Test
  @Timeout(60)
  @Hint("compare-and-take")
  void of_several_transfers_of_the_whole_balance_one_succeeds(
      @Nodes(3) List<Postgres> databases, @Replicas(2) Fleet<ShardedOrders> servers, Random random)
      throws SQLException {
    servers.get(0).createMap(3);
    List<String> customers = Tables.oneOfEach(servers.get(0), 3, random);
    servers.get(0).deposit(customers.get(1), 100);
    servers.get(1).deposit(customers.get(2), 1);
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

  @Test
  @Timeout(60)
  @Hint("one-order-of-locks")
  void opposite_transfers_do_not_stop_each_other(
      @Nodes(3) List<Postgres> databases, @Replicas(2) Fleet<ShardedOrders> servers, Random random)
      throws SQLException {
    servers.get(0).createMap(3);
    List<List<String>> customers = Tables.customers(servers.get(0), 3, 2, random);
    String one = customers.get(1).get(0);
    String neighbour = customers.get(1).get(1);
    String other = customers.get(2).get(0);
    for (String any : List.of(one, neighbour, other)) {
      servers.get(0).deposit(any, 500);
      servers.get(1).deposit(any, 500);
    }
    for (int round = 0; round < 12; round++) {
      expectMade("two databases", sixBothWays(servers, "r" + round, one, other));
    }
    for (int round = 0; round < 3; round++) {
      expectMade("one database", allAtOnce(databases.get(1), servers, "s" + round, one, neighbour));
    }
    assertThat(servers.get(1).balance(one)).as("the final balance").isEqualTo(1_000);
  }

  @Test
  @Timeout(120)
  @Hint("promise-decide-do")
  void a_transfer_whose_process_dies_is_made_as_a_whole_or_not_at_all(
      @Nodes(3) List<Postgres> databases, @Replicas(7) Fleet<ShardedOrders> servers, Random random)
      throws SQLException {
    ShardedOrders survivor = servers.get(6);
    survivor.createMap(3);
    List<List<String>> customers = Tables.customers(survivor, 3, 2, random);
    List<String> first = List.of(customers.get(1).get(0), customers.get(2).get(0));
    first.forEach(one -> survivor.deposit(one, 5_000));
    for (Replica<ShardedOrders> server : servers.replicas()) {
      server.contract().transfer("first of " + server.name(), first.get(0), first.get(1), 1);
    }
    try (Stranger stranger = Stranger.in(databases.get(1))) {
      for (int i = 0; i < 6; i++) {
        // To the other database and back, then within each of them.
        int home = 1 + i % 2;
        int there = i < 4 ? 3 - home : home;
        String sender = customers.get(home).get(0);
        String receiver = customers.get(there).get(i < 4 ? 0 : 1);
        Replica<ShardedOrders> victim = servers.replica(i);
        String id = "t" + i;
        Interruption point =
            Interruption.sending(
                victim,
                () -> victim.contract().transfer("measured " + id, sender, receiver, 1),
                databases.get(i / 2 == 1 ? home : there),
                i < 4 ? List.of(0.3, 0.5, 0.6, 0.9).get(random.nextInt(4)) : 0.6);
        Hold hold = point.hold(victim);
        Ongoing<Boolean> transfer = servers.begin(i, move(id, sender, receiver, 100));
        Interruption.await(hold, transfer);
        victim.kill();
        hold.release();
        databases.forEach(Interruption::awaitQuiet);

        if (i < 2) {
          Interruption.recoverWithout(databases.get(there), servers, 6);
        } else {
          survivor.recover();
        }

        String when = "a process was killed during a transfer of 100, at " + point;
        long had = survivor.balance(sender);
        assertThat(Interruption.sum(survivor, customers))
            .as("cents of all accounts after recover(); " + when)
            .isEqualTo(10_000);
        assertThat(servers.attempt(6, move("next" + i, sender, receiver, 100)))
            .as("a transfer after recover(); " + when)
            .isAcknowledged();
        assertThat(survivor.balance(sender)).as("the sender's; " + when).isEqualTo(had - 100);
        stranger.expectThere();
      }
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

      String when = "; recover() ran during a transfer of 100 that was held at " + point;
      long moved = orders.balance(receiver) - before;
      assertThat(moved).as("cents that moved" + when).isIn(0L, 100L);
      assertThat(made && moved == 0)
          .as("whether the transfer was acknowledged but not made" + when)
          .isFalse();
      assertThat(Interruption.sum(orders, List.of(customers))).as("cents" + when).isEqualTo(10_000);
    }
  }

  @Test
  @Timeout(60)
  @Hint("answer-when-it-has-arrived")
  void a_transfer_is_not_acknowledged_before_its_cents_have_arrived(
      @Nodes(3) List<Postgres> databases, Fleet<ShardedOrders> servers, Random random) {
    ShardedOrders orders = servers.get(0);
    orders.createMap(3);
    List<String> customers = Tables.oneOfEach(orders, 3, random);
    String sender = customers.get(1);
    String receiver = customers.get(2);
    orders.deposit(sender, 101);
    orders.transfer("first", sender, receiver, 1);
    try (Fault cut = servers.replica(0).link(databases.get(2)).cut()) {
      List<Ongoing<Boolean>> calls =
          IntStream.range(0, 3)
              .mapToObj(i -> servers.begin(0, move("t" + i, sender, receiver, 10)))
              .toList();
      for (Ongoing<Boolean> call : calls) {
        assertThat(call.await(Duration.ofSeconds(10)))
            .as("a transfer while the receiver's database does not answer")
            .failedWith(UnavailableException.class)
            .endedWithin(ShardedOrders.ANSWER_WITHIN)
            .during(cut);
      }
    }
    for (int i = 0; i < 3; i++) {
      String id = "t" + i;
      Wait.until(
          "the same transfer to be acknowledged when all databases answer again",
          Duration.ofSeconds(20),
          () -> servers.attempt(move(id, sender, receiver, 10)).acknowledged());

      assertThat(orders.balance(receiver))
          .as("the receiver's balance; %d transfers were retried, without recover()", i + 1)
          .isGreaterThanOrEqualTo(1 + 10 * (i + 1));
    }
    assertThat(orders.balance(receiver)).as("the receiver's after all three").isEqualTo(31);
    assertThat(orders.balance(sender)).as("the sender's").isEqualTo(70);
  }

  @Test
  @Timeout(60)
  @Hint("refused-as-a-whole")
  void a_refused_transfer_moves_nothing_and_may_be_made_later(
      @Nodes(3) List<Postgres> databases, Fleet<ShardedOrders> servers, Random random) {
    ShardedOrders orders = servers.get(0);
    orders.createMap(3);
    Payments.refuse(servers);
    List<List<String>> customers = Tables.customers(orders, 3, 2, random);
    String receiver = customers.get(1).get(0);
    for (String sender : List.of(customers.get(2).get(0), customers.get(1).get(1))) {
      long had = orders.balance(receiver);
      orders.deposit(sender, 100);
      for (int i = 0; i < 2; i++) {
        assertThat(servers.attempt(move("of " + sender, sender, receiver, 101)))
            .as("a transfer of 101 cents from an account with 100")
            .failedWith(InsufficientException.class);
        orders.recover();
        assertThat(orders.balance(sender)).as("the sender's after recover()").isEqualTo(100);
        assertThat(orders.balance(receiver) - had)
            .as("cents that the receiver got from a transfer that was refused")
            .isZero();
      }
      orders.deposit(sender, 1);

      orders.transfer("of " + sender, sender, receiver, 101);

      assertThat(orders.balance(sender)).as("the sender's balance").isZero();
      assertThat(orders.balance(receiver) - had).as("what the receiver got").isEqualTo(101);
    }
  }
}
