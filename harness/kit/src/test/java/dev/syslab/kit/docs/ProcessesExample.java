package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Replica;
import dev.syslab.kit.Replicas;
import dev.syslab.kit.Stage;
import dev.syslab.kit.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 4, title = "Faults on processes", points = 10)
abstract class ProcessesExample {

  @Test
  @Hint("acknowledge-after-effect")
  void an_order_survives_the_death_of_its_server(
      @Replicas(2) Fleet<Shop> servers, Postgres postgres) {
    String id = servers.get(0).order("tea");

    try (Fault death = servers.replica(0).kill()) {
      death.awaitEffect(Duration.ofSeconds(2));

      Wait.until(
          "the other server to carry the order out",
          Duration.ofSeconds(10),
          () -> postgres.number("SELECT count(*) FROM done WHERE id = ?", id) == 1);
    }
  }

  @Test
  @Hint("no-waiting")
  void a_server_that_stands_still_holds_up_no_other(@Replicas(2) Fleet<Shop> servers) {
    try (Fault pause = servers.replica(0).pause()) {
      Ongoing<Long> frozen = servers.begin(0, shop -> shop.view("/home"));

      assertThat(servers.attempt(1, shop -> shop.view("/home"))).isAcknowledged().during(pause);
      assertThat(frozen.done()).isFalse();
    }
  }

  @Test
  @Hint("orderly-end")
  void a_restart_loses_no_view(Fleet<Shop> servers) {
    servers.get(0).view("/home");
    Replica<Shop> server = servers.replica(0);

    server.restart();

    assertThat(server.contract().views("/home")).isEqualTo(1);
  }
}
