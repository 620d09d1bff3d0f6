package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Stage;
import dev.syslab.kit.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 6, title = "Waiting", points = 10)
abstract class WaitingExample {

  @Test
  @Hint("one-transaction")
  void an_order_waits_for_the_stock(Fleet<Shop> servers, Postgres postgres) throws SQLException {
    Ongoing<String> order;
    try (Connection judge = postgres.connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute("LOCK TABLE stock IN ACCESS EXCLUSIVE MODE");

      order = servers.begin(0, shop -> shop.order("tea"));
      Wait.until(
          "the order to reach the table stock",
          Duration.ofSeconds(5),
          () -> order.done() || waitsForLock(postgres));

      assertThat(order.done()).as("ended without a look at the stock").isFalse();
      judge.rollback();
    }
    assertThat(order.await(Duration.ofSeconds(5))).isAcknowledged();
  }

  private static boolean waitsForLock(Postgres postgres) {
    return postgres.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
  }
}
