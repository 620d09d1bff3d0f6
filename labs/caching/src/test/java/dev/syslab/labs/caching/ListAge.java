package dev.syslab.labs.caching;

import static dev.syslab.labs.caching.Catalogue.LIST_TIME_TO_LIVE;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.time.Instant;

/** How long a list stays that one server has computed. */
record ListAge(Fleet<Catalogue> servers, Postgres postgres, Shelf shelf) {
  private static final int CALLS = 24;

  /** Expects that a list which that server computes does not expire at once. */
  void expectKept(int server, String question) {
    Loads loads = Loads.of(shelf.cheapest(), servers, postgres);
    Instant began = Instant.now();
    for (int i = 0; i < CALLS; i++) {
      servers.get(server).cheapest();
    }
    loads.expectFew(LIST_TIME_TO_LIVE, began, question);
  }

  /** Expects that a list which that server computes is not shown for too long. */
  void expectNoOlder(int server, String happened, String cause) {
    // What there was before is gone by then.
    shelf.until(Instant.now().plus(LIST_TIME_TO_LIVE));
    servers.get(server).cheapest();
    Product bargain = shelf.makeCheapest(servers.get(server));
    shelf.until(Instant.now().plus(LIST_TIME_TO_LIVE));
    shelf.expectFirst(servers, bargain, happened, cause);
  }

  /**
   * Asks for the list again and again, from somewhere in its life: a copy of a copy would be young
   * when the list is not.
   */
  static void askUntil(Instant end, Fleet<Catalogue> servers) {
    Wait.pass(Duration.ofMillis(600));
    while (Instant.now().isBefore(end)) {
      servers.attempt(Catalogue::cheapest);
      Wait.pass(Duration.ofMillis(100));
    }
  }
}
