package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.OTHER;
import static dev.syslab.labs.ratelimiter.Gateways.PACE;
import static dev.syslab.labs.ratelimiter.Gateways.ROUTE;
import static dev.syslab.labs.ratelimiter.Gateways.awaitRoute;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Clients whose only slots gateway 0 has taken and holds. */
record Tenancy(
    Fleet<RateLimiter> gateways,
    ServerClock clock,
    List<String> clients,
    List<String> slots,
    Instant taken) {

  /** Lets gateway 0 take a slot for each. */
  static Tenancy begin(Fleet<RateLimiter> gateways, Redis redis, List<String> clients) {
    ServerClock clock = new ServerClock(redis);
    List<String> slots =
        clients.stream()
            .map(client -> gateways.get(0).acquire(ROUTE, client).orElseThrow())
            .toList();
    return new Tenancy(gateways, clock, clients, slots, clock.now());
  }

  /** Expects that a client that holds its only slot takes none from others. */
  static void expectOthersHaveSlots(RateLimiter gateway, String holder) {
    assertThat(gateway.acquire(ROUTE, "bob"))
        .as("a slot for bob, while %s holds hers; each client has its own slots", holder)
        .isPresent();
    assertThat(gateway.acquire(OTHER, holder))
        .as("a slot for %s on a route on which she holds none", holder)
        .isPresent();
  }

  /** Restarts gateway 0, and expects that its next slot has none of the ids that it gave before. */
  static void expectNewIds(Fleet<RateLimiter> gateways, String client, String... before) {
    gateways.replica(0).restart();
    awaitRoute(gateways.get(0));
    assertThat(gateways.get(0).acquire(ROUTE, client).orElseThrow())
        .as("the id of a restarted gateway's next slot, which must never have been used before")
        .isNotIn((Object[]) before);
  }

  /** Asks gateway 1 for their slots in turn, again and again until they have been held so long. */
  void expectKept(Duration length, String cause) {
    Duration held = Duration.between(taken, clock.now());
    for (int i = 0; held.compareTo(length) < 0; i++) {
      String client = clients.get(i % clients.size());
      assertThat(gateways.get(1).acquire(ROUTE, client))
          .as(
              "a second slot for %s, %s after a live gateway took its only one. Likely cause: %s",
              client, held, cause)
          .isEmpty();
      Wait.pass(PACE.multipliedBy(3));
      held = Duration.between(taken, clock.now());
    }
  }
}
