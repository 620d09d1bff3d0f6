package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.net.http.HttpResponse;
import java.time.*;
import java.util.*;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@Stage(number = 4, title = "A gateway that says when to come back", points = 30)
class Stage4HttpGatewayTest {
  private static final String FEW = limit("few", Algorithm.SLIDING_LOG, 3, 86_400);
  private static final String PARTNER =
      clients(Map.of("partner", limit("few", Algorithm.SLIDING_LOG, 7, 60)));

  @Test
  @Hint("retry-after")
  void a_client_that_obeys_retry_after_is_admitted(Fleet<RateLimiter> gateways, Redis redis)
      throws Exception {
    try (Upstream upstream = new Upstream()) {
      Web web = new Web(gateways.get(0).listen(upstream.address()));
      configure(gateways, limits(limit("window", Algorithm.FIXED_WINDOW, 1, 2)));
      web.get("first client");
      ServerClock clock = new ServerClock(redis);
      // Late in a window: what is left of it is less than a second.
      clock.awaitPart(Duration.ofSeconds(2), 0.6, 0.8);
      HttpResponse<String> denied = web.get("ann");
      for (int i = 0; i < 50 && denied.statusCode() == 200; i++) {
        assertThat(Fields.of(denied.headers(), "RateLimit").number("window", "t"))
            .as("t of an admitted request shortly before its window ends: rounded up")
            .isPositive();
        denied = web.get("ann");
      }
      Instant answered = clock.now();
      assertThat(denied.statusCode()).as("status of the request beyond the limit").isEqualTo(429);
      String seconds = denied.headers().firstValue("Retry-After").orElse("none");
      assertThat(seconds)
          .as("Retry-After in a window of 2 s that ends soon: whole seconds, never 0")
          .matches("[12]");
      clock.await(answered.plusSeconds(Long.parseLong(seconds)));

      assertThat(web.get("ann").statusCode())
          .as("status of the same request once Retry-After has passed")
          .isEqualTo(200);
    }
  }

  @Test
  @Hint("decide-then-forward")
  void upstream_hears_what_is_admitted_and_nothing_else(Fleet<RateLimiter> gateways)
      throws Exception {
    try (Upstream upstream = new Upstream()) {
      int port = gateways.get(0).listen(upstream.address());
      configure(gateways, limits(FEW));
      Web web = new Web(port);
      HttpResponse<String> first = web.get(Upstream.PATH, "ann");
      HttpResponse<String> missing = web.get("/search/status/404", "ann");
      HttpResponse<String> moved = web.get("/search/status/302", "ann");
      HttpResponse<String> denied = web.get("/search/denied", "ann");
      assertThat(first.statusCode()).as("status of an admitted request").isEqualTo(200);
      assertThat(first.body())
          .as("the body that the upstream returned, byte for byte")
          .isEqualTo("upstream " + Upstream.PATH + Upstream.BYTES);
      assertThat(missing.statusCode()).as("the status that the upstream returned").isEqualTo(404);
      assertThat(moved.statusCode()).as("a redirect that the upstream returned").isEqualTo(302);
      assertThat(denied.statusCode()).as("status of the fourth, with a limit of 3").isEqualTo(429);
      assertThat(upstream.heard())
          .as("the requests that reached the upstream, with path and query unchanged")
          .containsExactly(Upstream.PATH, "/search/status/404", "/search/status/302");
      web.expectOnlyLocal();
      assertThat(gateways.get(0).listen(upstream.address()))
          .as("the port that a second call of listen returns")
          .isEqualTo(port);
    }
  }

  @Test
  @Hint("policy-and-remaining")
  void each_answer_says_what_the_limit_is_and_what_is_left(Fleet<RateLimiter> gateways)
      throws Exception {
    try (Upstream upstream = new Upstream()) {
      Web web = new Web(gateways.get(0).listen(upstream.address()));
      configure(gateways, limits(bucket("burst", 1, 10, 50), FEW));

      for (int left = 2; left >= -1; left--) {
        // The last unit leaves the log that much later.
        Wait.pass(Duration.ofMillis(left == 0 ? 1_200 : 0));
        HttpResponse<String> answer = web.get("ann");
        String which = left < 0 ? "a denied request" : "a request that leaves " + left + " of 3";
        Fields policy = Fields.of(answer.headers(), "RateLimit-Policy");
        Fields rest = Fields.of(answer.headers(), "RateLimit");

        assertThat(policy.items())
            .as("RateLimit-Policy of %s", which)
            .isEqualTo(
                Map.of("burst", Map.of("q", 1L, "w", 10L), "few", Map.of("q", 3L, "w", 86_400L)));
        assertThat(rest.items().keySet()).as("RateLimit of %s", which).containsExactly("few");
        assertThat(rest.number("few", "r")).as("r of %s", which).isEqualTo(Math.max(0, left));
        assertThat(rest.number("few", "t"))
            .as("t of %s: seconds until the full limit is available again", which)
            .isBetween(86_000L, left < 0 ? 86_399L : 86_400L);
        if (left < 0) {
          assertThat(rest.number("few", "t"))
              .as("t of a denied request, compared with its Retry-After")
              .isEqualTo(answer.headers().firstValueAsLong("Retry-After").orElseThrow());
        }
      }
    }
  }

  @Test
  @Hint("problem-details")
  void what_is_not_forwarded_is_a_problem(Fleet<RateLimiter> gateways) throws Exception {
    try (Upstream upstream = new Upstream()) {
      Web web = new Web(gateways.get(0).listen(upstream.address()));
      configure(
          gateways,
          limits(
              limit("one", Algorithm.SLIDING_LOG, 1, 86_400),
              FEW,
              limit("also-one", Algorithm.FIXED_WINDOW, 1, 86_400)));
      web.get("ann");

      HttpResponse<String> denied = web.get("ann");
      assertThat(denied.statusCode()).as("status of a request beyond the limit").isEqualTo(429);
      Map<String, Object> problem = Problem.of(denied);
      assertThat(problem.get("type"))
          .as("the problem's type")
          .isEqualTo("https://iana.org/assignments/http-problem-types#quota-exceeded");
      assertThat((List<?>) problem.get("violated-policies"))
          .as("violated-policies: two of three limits have no room")
          .map(String::valueOf)
          .containsExactlyInAnyOrder("one", "also-one");
      for (String name : Arrays.asList(null, "x".repeat(257))) {
        HttpResponse<String> bad = web.get(name);
        assertThat(bad.statusCode())
            .as(
                "status of a request %s",
                name == null ? "without X-Client" : "with a name of 257 characters")
            .isEqualTo(400);
        Problem.of(bad);
      }
      HttpResponse<String> unknown = web.get("/no-such-route/a", "ann");
      assertThat(unknown.statusCode()).as("status of an unknown route").isEqualTo(404);
      Problem.of(unknown);
      assertThat(upstream.heard()).as("the requests that reached the upstream").hasSize(1);
    }
    HttpResponse<String> gone = new Web(gateways.get(0).listen("http://127.0.0.1:1")).get("bob");
    assertThat(gone.statusCode()).as("status when the upstream is down").isEqualTo(502);
    assertThat(Fields.of(gone.headers(), "RateLimit").items())
        .as("RateLimit of a request that was counted although the upstream is down")
        .hasSize(1);
  }

  @Test
  @Hint("follow-the-configuration")
  void a_new_limit_reaches_every_gateway(
      // Announcements know no databases: another test's would reach these gateways too.
      @Replicas(3) Fleet<RateLimiter> gateways, @Own Redis redis) throws Exception {
    configure(gateways, limits(FEW), PARTNER);
    gateways.get(1).decide(ROUTE, "ann", 2);
    assertThat(gateways.get(1).decide(ROUTE, "partner", 1).limit())
        .as("the limit of a client that has its own")
        .isEqualTo(7);

    try (Fault cut = gateways.replica(2).link(redis).cut()) {
      gateways.get(0).configure(document(limits(limit("few", Algorithm.SLIDING_LOG, 5, 86_400))));
      awaitLimit(gateways, 0, 5, "which received the new configuration");
      awaitLimit(gateways, 1, 5, "gateway 0 received the new configuration");
      assertThat(gateways.attempt(2, gateway -> gateway.decide(ROUTE, "ann", 1))).during(cut);
    }
    awaitLimit(gateways, 2, 5, "which could not reach Redis during the change but now can");
    expectNext(gateways);

    assertThat(gateways.get(0).decide(ROUTE, "ann", 4).allowed())
        .as(
            "whether 4 more are admitted, with a limit that is now 5, after 2 were used under the"
                + " previous limit of 3")
        .isFalse();
    assertThat(gateways.get(1).decide(ROUTE, "ann", 3).allowed())
        .as("whether a cost of 3 more is admitted")
        .isTrue();
  }

  @Test
  @Hint("limits-of-ones-own")
  void a_client_with_limits_of_its_own_is_held_to_these(Fleet<RateLimiter> gateways)
      throws Exception {
    try (Upstream upstream = new Upstream()) {
      Web web = new Web(gateways.get(0).listen(upstream.address()));
      configure(gateways, limits(FEW), PARTNER);

      assertThat(Fields.of(web.get("partner").headers(), "RateLimit-Policy").items())
          .as("RateLimit-Policy for a client with its own limit; the route's limit is %s", FEW)
          .isEqualTo(Map.of("few", Map.of("q", 7L, "w", 60L)));
      assertThat(gateways.attempt(gateway -> gateway.decide(ROUTE, "partner", 6)))
          .as("a cost of 6 for a client with its own limit of 7; the route's limit is 3")
          .isAcknowledged();
      assertThat(gateways.attempt(gateway -> gateway.decide(ROUTE, "ann", 6)))
          .as("a cost of 6 for a client that has the route's limit of 3")
          .failedWith(BadCostException.class);
    }
  }

  @Test
  @Hint("check-before-you-store")
  void a_bad_document_changes_nothing(Fleet<RateLimiter> gateways) {
    configure(gateways, BadDocuments.WIDEST);
    configure(gateways, limits(FEW));
    Map<String, String> documents = BadDocuments.all();

    documents.forEach(
        (document, place) -> {
          Attempt<Void> attempt =
              gateways.attempt(
                  gateway -> {
                    gateway.configure(document);
                    return null;
                  });
          assertThat(attempt)
              .as("configure %s", document)
              .failedWith(BadConfigurationException.class);
          assertThat(attempt.error().getMessage())
              .as("the beginning of the message, which says where %s is wrong", document)
              .startsWith(place);
        });
    gateways.startAnother();
    for (int i = 0; i < 2; i++) {
      awaitLimit(gateways, i, 3, "after " + documents.size() + " documents that were rejected");
    }
  }

  /**
   * Changes a limit when the change before has just arrived: a gateway that looks now and then has
   * just looked, and looks again only after its whole interval.
   */
  private static void expectNext(Fleet<RateLimiter> gateways) throws Exception {
    change(gateways, 6);
    AtomicLong next = new AtomicLong(6);
    Timing.quickestOf(
        3,
        () ->
            Timing.expectWithin(
                RateLimiter.CONFIGURED_WITHIN.plusMillis(500),
                change(gateways, next.incrementAndGet()),
                "time until gateway 1 applied a change that was made just after it had applied an"
                    + " earlier one. Likely cause: it polls too rarely"),
        () -> {});
    change(gateways, 5);
  }

  /** Returns how long it took until gateway 1 applied it. */
  private static Duration change(Fleet<RateLimiter> gateways, long limit) {
    Instant began = Instant.now();
    gateways.get(0).configure(document(limits(limit("few", Algorithm.SLIDING_LOG, limit, 86_400))));
    awaitLimit(gateways, 1, limit, "gateway 0 received the new configuration");
    return Duration.between(began, Instant.now());
  }

  private static void awaitLimit(
      Fleet<RateLimiter> gateways, int gateway, long limit, String when) {
    Wait.until(
        "gateway %d (%s) to have a limit of %d".formatted(gateway, when, limit),
        RateLimiter.CONFIGURED_WITHIN.plus(SLACK),
        () -> {
          Attempt<Decision> call =
              gateways.attempt(gateway, one -> one.decide(ROUTE, "who asks", 1));
          return call.acknowledged() && call.get().limit() == limit;
        });
  }
}
