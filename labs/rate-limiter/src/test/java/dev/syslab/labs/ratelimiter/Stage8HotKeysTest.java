package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 8, title = "One hot key, three servers", points = 30)
class Stage8HotKeysTest {

  @Test
  @Hint("same-server-for-all")
  void clients_are_spread_over_all_servers(
      @Nodes(3) List<Redis> nodes, @Replicas(2) Fleet<RateLimiter> gateways) {
    configure(gateways, limits(limit("hourly", Algorithm.SLIDING_LOG, 1, 3_600)));

    for (int i = 0; i < 300; i++) {
      String client = "client-" + i;
      assertThat(gateways.get(i % 2).decide(ROUTE, client, 1).allowed()).as(client).isTrue();
      if (i % 10 == 0) {
        assertThat(gateways.get((i + 1) % 2).decide(ROUTE, client, 1).allowed())
            .as("the same client at the other gateway, limit 1; do both ask the same server?")
            .isFalse();
      }
    }

    assertThat(nodes).allMatch(node -> node.keys().size() >= 20);
  }
}
