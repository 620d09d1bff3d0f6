package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.BadClientException;
import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.UnavailableException;
import dev.syslab.labs.ratelimiter.UnknownRouteException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides HTTP requests, and tells the client in the answer's fields how much it has left and when
 * to come back [1].
 *
 * <p>[1] draft-ietf-httpapi-ratelimit-headers-11; RFC 9110, 10.2.3: Retry-After; RFC 9457: problem
 * details.
 */
public class HttpGateway implements AutoCloseable {
  private static final String QUOTA_EXCEEDED =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";
  private static final Duration UPSTREAM_PATIENCE = Duration.ofSeconds(10);

  private final Judge judge;
  private final Settings settings;
  protected String address = "127.0.0.1";
  private Javalin server;

  public HttpGateway(Judge judge, Settings settings) {
    this.judge = judge;
    this.settings = settings;
  }

  /** Makes the decisions. */
  @FunctionalInterface
  public interface Judge {
    Ruling rule(String route, String client, long cost);
  }

  /** Starts serving at the first call. */
  public synchronized int listen(String upstream) {
    if (server == null) {
      HttpClient client = HttpClient.newHttpClient();
      server =
          Javalin.create(
                  config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/*", exchange -> serve(exchange, client, upstream));
                  })
              .start(address, 0);
    }
    return server.port();
  }

  protected void serve(Context exchange, HttpClient client, String upstream) {
    String route = exchange.path().split("/", 3)[1];
    String name = name(exchange);
    try {
      Ruling ruling = judge.rule(route, name, 1);
      Decision decision = ruling.decision();
      if (!decision.degraded()) {
        fields(exchange, decision, settings.rules(route).limits(name));
      }
      if (decision.allowed()) {
        forward(exchange, client, upstream);
      } else {
        deny(exchange, ruling);
      }
    } catch (BadClientException e) {
      problem(exchange, 400, "about:blank", "Bad Request", Map.of("detail", e.getMessage()));
    } catch (UnknownRouteException e) {
      problem(exchange, 404, "about:blank", "Not Found", Map.of("detail", e.getMessage()));
    } catch (UnavailableException e) {
      exchange.header("Retry-After", "1");
      problem(exchange, 503, "about:blank", "Service Unavailable", Map.of());
    }
  }

  /** The client's name; empty, and so invalid, if the request does not name a client. */
  protected String name(Context exchange) {
    String name = exchange.header("X-Client");
    return name == null ? "" : name;
  }

  protected void fields(Context exchange, Decision decision, List<Limit> limits) {
    exchange.header(
        "RateLimit-Policy",
        limits.stream()
            .map(
                limit ->
                    "\"%s\";q=%d;w=%d"
                        .formatted(limit.name(), limit.amount(), limit.period().toSeconds()))
            .collect(Collectors.joining(", ")));
    exchange.header(
        "RateLimit",
        "\"%s\";r=%d;t=%d"
            .formatted(
                decision.policy(),
                decision.remaining(),
                decision.allowed() ? seconds(decision.resetAfter()) : retryAfter(decision)));
  }

  private void deny(Context exchange, Ruling ruling) {
    Decision decision = ruling.decision();
    exchange.header("Retry-After", Long.toString(retryAfter(decision)));
    if (decision.degraded()) {
      problem(exchange, 503, "about:blank", "Service Unavailable", Map.of());
    } else {
      problem(
          exchange,
          429,
          QUOTA_EXCEEDED,
          "Too Many Requests",
          Map.of("violated-policies", ruling.violated()));
    }
  }

  /** Rounded up, and at least 1: a client that obeys must not come back too early. */
  protected long retryAfter(Decision decision) {
    return Math.max(1, seconds(decision.retryAfter()));
  }

  private static long seconds(Duration time) {
    return (time.toMillis() + 999) / 1000;
  }

  protected void forward(Context exchange, HttpClient client, String upstream) {
    URI target = URI.create(upstream + target(exchange));
    var request = HttpRequest.newBuilder(target).timeout(UPSTREAM_PATIENCE).build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      answer.headers().firstValue("Content-Type").ifPresent(exchange::contentType);
      exchange.status(answer.statusCode()).result(answer.body());
    } catch (IOException | InterruptedException e) {
      problem(exchange, 502, "about:blank", "Bad Gateway", Map.of());
    }
  }

  /** Path and query as they were received. */
  protected String target(Context exchange) {
    String query = exchange.queryString() == null ? "" : "?" + exchange.queryString();
    return exchange.req().getRequestURI() + query;
  }

  protected void problem(
      Context exchange, int status, String type, String title, Map<String, ?> more) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", type);
    problem.put("title", title);
    problem.put("status", status);
    problem.putAll(more);
    exchange.status(status).json(problem).contentType("application/problem+json");
  }

  @Override
  public synchronized void close() {
    Optional.ofNullable(server).ifPresent(Javalin::stop);
  }
}
