package dev.syslab.labs.ratelimiter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration that satisfies every rule of {@link RateLimiter#configure}. Provided. */
public final class Configuration {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final long MOST = 1_000_000_000;
  private static final long FULL_AFTER_SECONDS = 30 * 86_400;
  private static final long LONGEST_LOG = 10_000;

  private final Map<String, Rules> routes;

  private Configuration(Map<String, Rules> routes) {
    this.routes = routes;
  }

  /**
   * Parses and validates a document.
   *
   * @throws BadConfigurationException if it is not a valid configuration; the message begins with
   *     the position of the error
   */
  public static Configuration parse(String document) {
    JsonNode root;
    try {
      root = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new BadConfigurationException("line " + line + ": " + e.getOriginalMessage());
    }
    check(root.isObject(), "line 1", "must be a JSON object");
    object(root, "", Set.of("routes"));
    JsonNode named = root.path("routes");
    object(named, "/routes", null);
    Map<String, Rules> routes = new LinkedHashMap<>();
    named
        .fields()
        .forEachRemaining(
            route ->
                routes.put(
                    route.getKey(), rules(route.getValue(), "/routes/" + escape(route.getKey()))));
    return new Configuration(Map.copyOf(routes));
  }

  /**
   * The rules of a route.
   *
   * @throws UnknownRouteException if there is no such route
   */
  public Rules route(String name) {
    Rules rules = routes.get(name);
    if (rules == null) {
      throw new UnknownRouteException("no route " + name);
    }
    return rules;
  }

  private static Rules rules(JsonNode node, String at) {
    object(node, at, Set.of("limits", "onFailure", "slots", "batch", "clients"));
    Map<String, List<Limit>> clients = new LinkedHashMap<>();
    if (node.has("clients")) {
      object(node.get("clients"), at + "/clients", null);
      node.get("clients")
          .fields()
          .forEachRemaining(
              client -> {
                String place = at + "/clients/" + escape(client.getKey());
                object(client.getValue(), place, Set.of("limits"));
                clients.put(
                    client.getKey(), limits(client.getValue().path("limits"), place + "/limits"));
              });
    }
    return new Rules(
        limits(node.path("limits"), at + "/limits"),
        node.has("onFailure")
            ? constant(OnFailure.class, node.get("onFailure"), at + "/onFailure")
            : OnFailure.CLOSED,
        node.has("slots") ? (int) number(node.get("slots"), 1_000, at + "/slots") : 1,
        node.has("batch") ? (int) number(node.get("batch"), 1_000, at + "/batch") : 1,
        Map.copyOf(clients));
  }

  private static List<Limit> limits(JsonNode node, String at) {
    check(node.isArray() && node.size() >= 1 && node.size() <= 8, at, "must be 1 to 8 limits");
    Set<String> names = new HashSet<>();
    List<Limit> limits = new ArrayList<>();
    for (JsonNode one : node) {
      String place = at + "/" + limits.size();
      Limit limit = limit(one, place);
      check(names.add(limit.name()), place + "/name", "another limit has that name");
      limits.add(limit);
    }
    return List.copyOf(limits);
  }

  private static Limit limit(JsonNode node, String at) {
    object(node, at, Set.of("name", "algorithm", "amount", "periodSeconds", "burst"));
    String name = node.path("name").asText();
    check(name.matches("[a-z0-9-]{1,32}"), at + "/name", "must be 1-32 characters: a-z, 0-9 or -");
    Algorithm algorithm = constant(Algorithm.class, node.path("algorithm"), at + "/algorithm");
    boolean bucket = algorithm == Algorithm.TOKEN_BUCKET;
    check(bucket || !node.has("burst"), at + "/burst", "is for TOKEN_BUCKET only");
    long most = algorithm == Algorithm.SLIDING_LOG ? LONGEST_LOG : MOST;
    long amount = number(node.path("amount"), most, at + "/amount");
    long seconds = number(node.path("periodSeconds"), 86_400, at + "/periodSeconds");
    long burst = bucket ? number(node.path("burst"), MOST, at + "/burst") : 0;
    check(
        burst * seconds / amount <= FULL_AFTER_SECONDS,
        at + "/burst",
        "an empty bucket must be full again within 30 days");
    return new Limit(name, algorithm, amount, Duration.ofSeconds(seconds), burst);
  }

  private static long number(JsonNode node, long most, String at) {
    boolean fits = node.isIntegralNumber() && node.canConvertToLong();
    String seen = node.isMissingNode() ? "missing" : node.toString();
    check(
        fits && node.asLong() >= 1 && node.asLong() <= most,
        at,
        "must be a whole number from 1 to " + most + ", was " + seen);
    return node.asLong();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String at) {
    for (E constant : type.getEnumConstants()) {
      if (node.isTextual() && constant.name().equals(node.asText())) {
        return constant;
      }
    }
    throw new BadConfigurationException(
        at + ": must be one of " + List.of(type.getEnumConstants()) + ", was " + node);
  }

  private static void object(JsonNode node, String at, Set<String> known) {
    check(node.isObject(), at, "must be an object");
    node.fieldNames()
        .forEachRemaining(
            name ->
                check(
                    known == null || known.contains(name),
                    at + "/" + escape(name),
                    "is not a known member"));
  }

  private static void check(boolean holds, String at, String rule) {
    if (!holds) {
      throw new BadConfigurationException(at + ": " + rule);
    }
  }

  /** As in a JSON pointer, RFC 6901. */
  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
