package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Replicas;
import dev.syslab.kit.Stage;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 5, title = "Faults on links", points = 10)
abstract class LinksExample {

  @Test
  @Hint("no-database-no-order")
  void without_the_database_no_order_is_acknowledged(
      @Replicas(2) Fleet<Shop> servers, Postgres postgres) {
    servers.get(0).order("tea");
    try (Fault cut = servers.replica(0).link(postgres).cut()) {

      Attempt<String> here = servers.attempt(0, shop -> shop.order("milk"));
      Attempt<String> there = servers.attempt(1, shop -> shop.order("milk"));

      assertThat(here).during(cut).failedWith(IllegalStateException.class);
      assertThat(there).isAcknowledged();
    }
  }

  @Test
  @Hint("bounded-waiting")
  void a_slow_redis_slows_the_page_once(Fleet<Shop> servers, Redis redis) {
    servers.get(0).view("/home");
    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(250))) {

      Attempt<Long> view = servers.attempt(shop -> shop.view("/home"));

      assertThat(view).during(slow).isAcknowledged().endedWithin(Duration.ofMillis(750));
    }
  }

  @Test
  @Hint("lost-answer")
  void an_order_whose_commit_is_not_answered_is_taken_once(Fleet<Shop> servers, Postgres postgres) {
    Hold answer = servers.replica(0).link(postgres).holdAt("COMMIT", Direction.FROM_SERVER);
    Ongoing<String> order = servers.begin(0, shop -> shop.order("tea"));
    answer.awaitEffect(Duration.ofSeconds(5));

    long committed = postgres.number("SELECT count(*) FROM orders");
    answer.release();

    assertThat(committed).isEqualTo(1);
    assertThat(order.await(Duration.ofSeconds(5))).isAcknowledged();
  }

  @Test
  @Hint("cache-aside")
  void a_total_is_read_from_the_database_once(Fleet<Shop> servers, Postgres postgres) {
    LongSupplier rows = servers.replica(0).link(postgres).count("/home", Direction.FROM_SERVER);

    servers.get(0).views("/home");
    servers.get(0).views("/home");

    assertThat(rows.getAsLong()).as("rows that the database sent").isEqualTo(1);
  }
}
