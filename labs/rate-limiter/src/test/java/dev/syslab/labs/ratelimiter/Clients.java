package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.ROUTE;
import static dev.syslab.labs.ratelimiter.Gateways.SLACK;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Wait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Clients whose counts and slots are spread over several Redis servers. */
record Clients(List<String> names) {

  static Clients of(int size) {
    return new Clients(IntStream.range(0, size).mapToObj(i -> "client-" + i).toList());
  }

  /** Lets the first gateway count that much for each. */
  void spend(Fleet<RateLimiter> gateways, long cost) {
    for (String client : names) {
      Wait.until(
          "a decision that is not degraded while all servers are up",
          SLACK,
          () -> !gateways.get(0).decide(ROUTE, client, cost).degraded());
    }
  }

  /** Lets the second gateway decide for each with that cost; gives those whose are degraded. */
  Set<String> degraded(Fleet<RateLimiter> gateways, long cost, String when) {
    Set<String> degraded = new TreeSet<>();
    for (String client : names) {
      Attempt<Decision> attempt =
          gateways.attempt(1, gateway -> gateway.decide(ROUTE, client, cost));
      assertThat(attempt).as("a decision %s", when).isAcknowledged();
      if (attempt.get().degraded()) {
        degraded.add(client);
      } else {
        assertThat(attempt.get().allowed())
            .as(
                "whether a cost of %d is admitted for %s, which has less than that left (%s)",
                cost, client, when)
            .isFalse();
      }
    }
    return degraded;
  }

  /** Lets the first gateway take a slot of each. */
  void acquire(Fleet<RateLimiter> gateways) {
    for (String client : names) {
      assertThat(gateways.get(0).acquire(ROUTE, client)).as("a slot for %s", client).isPresent();
    }
  }

  /** Lets the second gateway ask for a slot of each, all at once; gives Redis's answers. */
  List<Optional<String>> tryToAcquire(Fleet<RateLimiter> gateways) {
    return names.stream()
        .map(client -> gateways.begin(1, gateway -> gateway.acquire(ROUTE, client)))
        .toList()
        .stream()
        .map(call -> call.await(RateLimiter.PATIENCE.plus(SLACK)))
        .filter(Attempt::acknowledged)
        .map(Attempt::get)
        .toList();
  }
}
