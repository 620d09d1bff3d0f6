package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Kafka;
import dev.syslab.kit.Own;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.RabbitMq;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Stage;
import dev.syslab.kit.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 3, title = "Servers: their state, and their faults", points = 10)
abstract class ServersExample {

  @Test
  @Hint("time-to-live")
  void every_key_goes_by_itself(Fleet<Shop> servers, Redis redis) {
    servers.get(0).view("/home");

    assertThat(redis.keys()).isNotEmpty().allMatch(key -> redis.client().ttl(key) > 0);
  }

  @Test
  @Hint("commit-before-answer")
  void an_order_is_one_row(Fleet<Shop> servers, Postgres postgres) {
    String id = servers.get(0).order("tea");

    assertThat(postgres.number("SELECT count(*) FROM orders WHERE id = ?", id)).isEqualTo(1);
  }

  @Test
  @Hint("acknowledge-after-effect")
  void the_queue_is_emptied(Fleet<Shop> servers, RabbitMq rabbit) {
    servers.get(0).order("tea");

    Wait.until("the queue to be empty", Duration.ofSeconds(5), () -> rabbit.ready("orders") == 0);
  }

  @Test
  @Hint("one-event-each")
  void an_order_is_one_event(Fleet<Shop> servers, Kafka kafka) {
    kafka.topic("orders", 3);
    servers.get(0).order("tea");

    assertThat(kafka.records("orders", true)).hasSize(1);
  }

  @Test
  @Hint("bounded-waiting")
  void a_silent_redis_does_not_hold_the_page_up(Fleet<Shop> servers, @Own Redis redis) {
    servers.get(0).view("/home");
    try (Fault silence = redis.pause()) {

      Attempt<Long> attempt = servers.attempt(shop -> shop.view("/home"));

      assertThat(attempt)
          .failedWith(IllegalStateException.class)
          .endedWithin(Duration.ofMillis(2_500))
          .during(silence);
    }
  }

  @Test
  @Hint("reconnect")
  void the_shop_goes_on_when_the_database_is_back(Fleet<Shop> servers, @Own Postgres postgres) {
    servers.get(0).order("tea");
    try (Fault crash = postgres.kill()) {
      Attempt<String> order = servers.attempt(shop -> shop.order("milk"));

      assertThat(order).during(crash).failedWith(IllegalStateException.class);
    }

    Wait.until(
        "an order to be taken again",
        Duration.ofSeconds(5),
        () -> servers.attempt(shop -> shop.order("jam")).acknowledged());
  }
}
