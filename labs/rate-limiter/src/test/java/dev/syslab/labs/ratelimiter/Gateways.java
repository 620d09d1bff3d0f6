package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.History;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gateways with a configuration, and what one is written with. */
final class Gateways {
  static final String ROUTE = "search";

  /** A second route, see {@link #andOther}. */
  static final String OTHER = "other";

  /** What a busy machine may take beyond a bound of the contract. */
  static final Duration SLACK = Duration.ofSeconds(5);

  /** Of a client that asks all the time. */
  static final Duration PACE = Duration.ofMillis(10);

  private static final AtomicInteger PROBES = new AtomicInteger();

  private Gateways() {}

  /** Configures the route {@link #ROUTE} at the first gateway, and waits until all follow. */
  static void configure(Fleet<RateLimiter> gateways, String... members) {
    String probe = put(gateways.get(0), members);
    for (int i = 0; i < gateways.size(); i++) {
      await(gateways.get(i), "gateway " + i, "gateway 0", probe);
    }
  }

  /** Configures the route {@link #ROUTE} at one gateway, and waits until that one follows. */
  static void configure(RateLimiter gateway, String... members) {
    await(gateway, "a gateway", "it", put(gateway, members));
  }

  /** Configures, and has a result as other calls do. */
  static String configured(RateLimiter gateway, String... members) {
    gateway.configure(document(members));
    return "done";
  }

  /** Every document has a route that no other has: a gateway that knows it follows the document. */
  private static String put(RateLimiter gateway, String... members) {
    String probe = "probe-" + PROBES.incrementAndGet();
    String mine = document(members);
    String rest =
        ", \"%s\": {%s}}}".formatted(probe, limits(limit("any", Algorithm.FIXED_WINDOW, 9_999, 1)));
    gateway.configure(mine.substring(0, mine.length() - 2) + rest);
    return probe;
  }

  private static void await(RateLimiter gateway, String name, String accepted, String probe) {
    Wait.until(
        name + " to apply a configuration that " + accepted + " has accepted",
        RateLimiter.CONFIGURED_WITHIN.plus(SLACK),
        () -> knows(gateway, probe));
  }

  /** Waits until a gateway that was started has the route {@link #ROUTE}. */
  static void awaitRoute(RateLimiter started) {
    Wait.until(
        "a newly started gateway to know the route that another one had configured",
        RateLimiter.CONFIGURED_WITHIN.plus(SLACK),
        () -> knows(started, ROUTE));
  }

  /** Makes a call, and expects that it is admitted; {@code when} completes that sentence. */
  static void expectAdmitted(
      RateLimiter gateway, String client, long cost, String when, Object... values) {
    assertThat(gateway.decide(ROUTE, client, cost).allowed())
        .as("whether a cost of %d is admitted %s", cost, when.formatted(values))
        .isTrue();
  }

  /** How many of so many calls are admitted, made at the gateways in turn. */
  static long admitted(Fleet<RateLimiter> gateways, String client, int calls) {
    long admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += gateways.get(i % gateways.size()).decide(ROUTE, client, 1).allowed() ? 1 : 0;
    }
    return admitted;
  }

  /** How many calls are admitted, made at a gateway until it denies one. */
  static long admittedInARow(RateLimiter gateway, String client) {
    long admitted = 0;
    while (gateway.decide(ROUTE, client, 1).allowed()) {
      admitted++;
    }
    return admitted;
  }

  /**
   * How many decisions were degraded, as may be on a busy machine: Redis was silent for a moment.
   */
  static long degraded(History<Decision> calls) {
    return calls.results().stream().filter(Decision::degraded).count();
  }

  /** Whether a gateway has a route. */
  static boolean knows(RateLimiter gateway, String route) {
    try {
      gateway.decide(route, "probe for the route", 1);
      return true;
    } catch (UnknownRouteException e) {
      return false;
    }
  }

  /** A document with the route {@link #ROUTE}, of which these are the members. */
  static String document(String... members) {
    return "{\"routes\": {\"%s\": {%s}}}".formatted(ROUTE, String.join(", ", members));
  }

  /** Ends the route's members, and begins the route {@link #OTHER} with these. */
  static String andOther(String... members) {
    return "}, \"%s\": {%s".formatted(OTHER, String.join(", ", members));
  }

  static String limits(String... limits) {
    return Stream.of(limits).collect(Collectors.joining(", ", "\"limits\": [", "]"));
  }

  /** Clients with a limit of their own. */
  static String clients(Map<String, String> limits) {
    return limits.entrySet().stream()
        .map(one -> "\"%s\": {%s}".formatted(one.getKey(), limits(one.getValue())))
        .collect(Collectors.joining(", ", "\"clients\": {", "}"));
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
