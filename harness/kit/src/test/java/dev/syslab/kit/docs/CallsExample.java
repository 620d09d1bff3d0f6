package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.History;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Replicas;
import dev.syslab.kit.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 2, title = "Calls, attempts, histories", points = 10)
abstract class CallsExample {

  @Test
  @Hint("bad-page")
  void an_empty_page_is_refused(Fleet<Shop> servers) {
    Attempt<Long> attempt = servers.attempt(shop -> shop.view(""));

    assertThat(attempt)
        .failedWith(IllegalArgumentException.class)
        .endedWithin(Duration.ofSeconds(1));
  }

  @Test
  @Hint("no-waiting")
  void one_view_does_not_wait_for_another(@Replicas(2) Fleet<Shop> servers) {
    Ongoing<Long> first = servers.begin(0, shop -> shop.view("/home"));
    servers.get(1).view("/home");

    assertThat(first.await(Duration.ofSeconds(2))).isAcknowledged();
  }

  @Test
  @Hint("read-modify-write")
  void no_view_is_lost_when_all_servers_count_at_once(@Replicas(3) Fleet<Shop> servers) {
    History<Long> views = servers.concurrently(300, shop -> shop.view("/home"));

    assertThat(views).acknowledgedAll().observedEachOnce(1, 300);
  }

  @Test
  @Hint("commit-before-answer")
  void every_acknowledged_order_is_a_row(Fleet<Shop> servers, Postgres postgres) {
    History<String> orders = History.empty();
    Stream.of("tea", "milk", "jam")
        .map(item -> servers.attempt(shop -> shop.order(item)))
        .filter(Attempt::acknowledged)
        .forEach(attempt -> orders.acknowledged(attempt.get()));

    Instant look = Instant.now();
    postgres
        .query("SELECT id FROM orders")
        .forEach(row -> orders.observed((String) row.get(0), look));

    assertThat(orders).lostNothing().nothingDuplicated();
  }

  @Test
  @Hint("stale-read")
  void nobody_reads_an_older_total(@Replicas(2) Fleet<Shop> servers) {
    History<Long> totals = History.empty();
    for (int i = 0; i < 20; i++) {
      totals.acknowledged(servers.get(0).view("/home"));
      Instant began = Instant.now();
      totals.observed(servers.get(1).views("/home"), began);
    }

    assertThat(totals).nothingStale(Comparator.naturalOrder());
  }
}
