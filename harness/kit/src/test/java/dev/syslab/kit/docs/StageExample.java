package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Notes;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Replicas;
import dev.syslab.kit.Stage;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 1, title = "One total for every server", points = 10)
abstract class StageExample {

  @Test
  @Hint("where-is-the-total")
  void two_servers_share_one_total(@Replicas(2) Fleet<Shop> servers) {
    servers.get(0).view("/home");

    long total = servers.get(1).view("/home");

    assertThat(total)
        .as(
            "the second server must continue counting from the first one's view; where is the total"
                + " kept?")
        .isEqualTo(2);
  }

  @Test
  @Hint("one-key-each")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void pages_are_counted_apart(Shop shop, Redis redis, Random random, Notes notes) {
    String page = "/" + random.nextInt(1_000);
    shop.view(page);
    shop.view(page + "/more");

    assertThat(shop.views(page)).isEqualTo(1);
    notes.add("%d pages, %d keys in Redis", 2, redis.keys().size());
  }
}
