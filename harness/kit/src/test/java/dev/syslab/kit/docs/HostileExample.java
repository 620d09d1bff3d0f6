package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Hostile;
import dev.syslab.kit.Length;
import dev.syslab.kit.Replicas;
import dev.syslab.kit.Stage;
import dev.syslab.subject.Lab;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(
    number = 6,
    title = "Hostile values",
    points = 10,
    servers = {Lab.Uses.REDIS})
abstract class HostileExample {
  /** As the contract says. */
  private static final Length PAGE = Length.utf8Bytes(1, 1024);

  @Test
  @Hint("one-key-each")
  void every_page_has_a_total_of_its_own(@Replicas(2) Fleet<Shop> servers, Hostile hostile) {
    for (String page : hostile.ids(Hostile.ENOUGH, PAGE)) {
      servers.get(0).view(page);

      assertThat(servers.get(1).views(page)).as("views of “%s”", page).isEqualTo(1);
    }
  }

  @Test
  @Hint("one-key-each")
  void pages_that_look_alike_are_two_pages(Shop shop, Hostile hostile) {
    for (Hostile.Pair pages : hostile.pairs(PAGE)) {
      long before = shop.views(pages.other());
      shop.view(pages.one());

      assertThat(shop.views(pages.other()))
          .as("views of a page that differs only in %s", pages.difference())
          .isEqualTo(before);
    }
  }
}
