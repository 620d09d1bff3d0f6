package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Transfers, one or many, and what stage 5 expects of them. */
final class Payments {
  private Payments() {}

  static Call<ShardedOrders, Boolean> move(String id, String sender, String receiver, long cents) {
    return orders -> {
      orders.transfer(id, sender, receiver, cents);
      return true;
    };
  }

  /** A name belongs to one transfer, however much another one is like it. */
  static void expectKeptApart(
      Fleet<ShardedOrders> servers, List<Hostile.Pair> pairs, String sender, String receiver) {
    Set<String> used = new HashSet<>();
    int tries = 0;
    for (Hostile.Pair ids : pairs) {
      if (!used.add(ids.one()) || !used.add(ids.other())) {
        continue;
      }
      long before = servers.get(0).balance(receiver);
      for (String id : List.of(ids.one(), ids.one(), ids.other(), ids.one(), ids.other())) {
        servers.get(tries++ % 2).transfer(id, sender, receiver, 10);
      }

      assertThat(servers.get(0).balance(receiver) - before)
          .as("cents that two transfers of 10 moved, which were called five times in all")
          .isEqualTo(20);
    }
  }

  static List<Ongoing<Boolean>> sixBothWays(
      Fleet<ShardedOrders> servers, String id, String one, String other) {
    return IntStream.range(0, 6)
        .mapToObj(
            i ->
                servers.begin(
                    i / 3, i % 2 == 0 ? move(id + i, one, other, 3) : move(id + i, other, one, 3)))
        .toList();
  }

  static void expectMade(String where, List<Ongoing<Boolean>> calls) {
    for (Ongoing<Boolean> call : calls) {
      assertThat(call.await(ShardedOrders.ANSWER_WITHIN))
          .as(
              "one of six transfers between two accounts of %s, in both directions. Likely cause:"
                  + " one has locked the first account and another one the second, and each"
                  + " waits for the other",
              where)
          .isAcknowledged();
    }
  }

  /** All come to the accounts while the judge has them locked, and go on at the same time. */
  static List<Ongoing<Boolean>> allAtOnce(
      Postgres database, Fleet<ShardedOrders> servers, String id, String one, String other)
      throws SQLException {
    try (Connection judge = database.connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute("SELECT FROM account FOR UPDATE");
      List<Ongoing<Boolean>> calls = sixBothWays(servers, id, one, other);
      Wait.atMost(Duration.ofSeconds(1), () -> Plans.waiting(database) == 6);
      judge.rollback();
      return calls;
    }
  }

  /** What is out of bounds. */
  static void refuse(Fleet<ShardedOrders> servers) {
    for (long cents : new long[] {0, -1, Accounts.MOST_AMOUNT + 1, Long.MIN_VALUE}) {
      refused(servers, "a transfer of " + cents, move("t", "ann", "bob", cents));
      refused(
          servers,
          "a deposit of " + cents,
          any -> {
            any.deposit("ann", cents);
            return true;
          });
    }
    refused(servers, "a transfer to the sender", move("t", "ann", "ann", 1));
    for (String key : NO_KEYS) {
      refused(servers, "a bad id", move(key, "ann", "bob", 1));
      refused(servers, "a bad sender", move("t", key, "bob", 1));
      refused(servers, "a bad receiver", move("t", "ann", key, 1));
      refused(servers, "a bad customer", any -> any.balance(key));
    }
  }
}
