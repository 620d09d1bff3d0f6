package dev.syslab.labs.ratelimiter;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Replica;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gateways with a configuration, and what one is written with. */
final class Gateways {
  static final String ROUTE = "search";

  /** What a busy machine may take beyond a bound of the contract. */
  static final Duration SLACK = Duration.ofSeconds(5);

  private Gateways() {}

  /** Configures the route {@link #ROUTE} at the first gateway, and waits until all know it. */
  static void configure(Fleet<RateLimiter> gateways, String... members) {
    gateways.get(0).configure(document(members));
    for (Replica<RateLimiter> gateway : gateways.replicas()) {
      Wait.until(
          gateway.name() + " to know the route that server 0 configured",
          RateLimiter.CONFIGURED_WITHIN.plus(SLACK),
          () -> knows(gateway.contract()));
    }
  }

  static boolean knows(RateLimiter gateway) {
    try {
      gateway.decide(ROUTE, "who asks only whether the route is there", 1);
      return true;
    } catch (UnknownRouteException e) {
      return false;
    }
  }

  /** A document with the route {@link #ROUTE}, of which these are the members. */
  static String document(String... members) {
    return "{\"routes\": {\"%s\": {%s}}}".formatted(ROUTE, String.join(", ", members));
  }

  static String limits(String... limits) {
    return Stream.of(limits).collect(Collectors.joining(", ", "\"limits\": [", "]"));
  }

  static String limit(String name, Algorithm algorithm, long amount, long periodSeconds) {
    return "{\"name\": \"%s\", \"algorithm\": \"%s\", \"amount\": %d, \"periodSeconds\": %d}"
        .formatted(name, algorithm, amount, periodSeconds);
  }

  static String bucket(String name, long amount, long periodSeconds, long burst) {
    return limit(name, Algorithm.TOKEN_BUCKET, amount, periodSeconds)
        .replace("}", ", \"burst\": " + burst + "}");
  }
}
