package dev.syslab.labs.ratelimiter;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits what clients may do. Several gateways, each a process of its own, keep the same limits:
 * they share nothing but Redis, and any of them may be killed at any moment. Their clocks are
 * wrong, each in its own way; where this page speaks of time it means the clock of the Redis server
 * that holds the count (its TIME). Every key in Redis carries a time to live from the moment it
 * exists, at most a minute more than it can matter (two periods; a bucket's time to fill); only the
 * configuration needs none.
 *
 * <p>What a route's limits are is written in a configuration, see {@link #configure}. Each limit
 * counts for each pair of route and client by itself. It is one of:
 *
 * <ul>
 *   <li>FIXED_WINDOW: windows of one period, aligned to the epoch (a window begins when the seconds
 *       since 1970 are a multiple of the period); in each at most {@code amount}.
 *   <li>SLIDING_LOG: at most {@code amount} in any half-open interval of one period. What was
 *       denied is not counted.
 *   <li>SLIDING_COUNTER: what was admitted in the window before counts in proportion to the part of
 *       it that the last period still covers: {@code before × (1 − f) + now + cost ≤ amount}, where
 *       {@code f} is the part of the present window that has passed. Windows as above.
 *   <li>TOKEN_BUCKET: holds {@code burst} tokens, full at first, and gains {@code amount} per
 *       period, evenly and without loss; so any time T admits at most burst + T × amount / period,
 *       and one who waits {@code retryAfter} before each call gets all of it.
 * </ul>
 */
@Lab(
    title = "Rate limiter",
    summary = "Gateways that share their limits through Redis",
    level = Lab.Level.INTERMEDIATE,
    minutes = 420,
    core = 4,
    coreMinutes = 160,
    servers = Lab.Uses.REDIS)
public interface RateLimiter {
  /** A client's name has at most this many characters, and at least one. */
  int LONGEST_CLIENT = 256;

  /** Every gateway follows a new configuration after this time. */
  Duration CONFIGURED_WITHIN = Duration.ofSeconds(2);

  /** A slot that nobody renews is free again after this time, and not before. */
  Duration SLOT_LEASE = Duration.ofSeconds(2);

  /** How long after {@link #SLOT_LEASE} a slot that nobody renews may still count, at most. */
  Duration SLOT_GRACE = Duration.ofSeconds(1);

  /** Redis counts as silent when it has not answered a command for this long, and not before. */
  Duration SILENCE = Duration.ofMillis(500);

  /** No call takes longer, whatever Redis does, with up to 64 callers at once. */
  Duration PATIENCE = Duration.ofSeconds(2);

  /** A Redis that answers again counts again after this time. */
  Duration RECOVERY = Duration.ofSeconds(3);

  /**
   * Puts a configuration in force for every gateway, also for those that start later. It is kept in
   * the first Redis server. The document is JSON:
   *
   * <pre>{@code
   * {"routes": {"search": {
   *   "limits": [
   *     {"name": "burst", "algorithm": "TOKEN_BUCKET", "amount": 5, "periodSeconds": 1, "burst": 20},
   *     {"name": "hourly", "algorithm": "FIXED_WINDOW", "amount": 1000, "periodSeconds": 3600}],
   *   "onFailure": "OPEN", "slots": 3, "batch": 1,
   *   "clients": {"partner": {"limits": […]}}}}}
   * }</pre>
   *
   * A route has 1 to 8 limits with different names (1 to 32 of a-z, 0-9 and -). {@code amount} and
   * {@code burst} are 1 to 1,000,000,000, for SLIDING_LOG at most 10,000; {@code periodSeconds} 1
   * to 86,400. {@code burst} is for TOKEN_BUCKET only and must be there; an empty bucket must be
   * full again within 30 days. {@code onFailure} is OPEN or CLOSED, CLOSED if absent; {@code slots}
   * 1 to 1,000, 1 if absent; {@code batch} 1 to 1,000, 1 if absent. {@code clients} may be absent;
   * a client named there has those limits instead of the route's. Any other member is an error. A
   * limit that keeps its name, algorithm and period keeps what it has counted.
   *
   * @throws BadConfigurationException if the document is not JSON (the message names the line:
   *     {@code line 3: …}) or breaks a rule above (it begins with the JSON pointer of the place:
   *     {@code /routes/search/limits/0/amount: …}); the old configuration stays in force
   * @throws UnavailableException if Redis does not answer; it may or may not be in force
   */
  void configure(String document) throws BadConfigurationException, UnavailableException;

  /**
   * Decides whether a client may do something now. If every limit of the route has room for the
   * cost, all of them count it; otherwise none does, whatever happens to the gateway meanwhile.
   * Decisions for one client are as if made one after the other, over all gateways.
   *
   * <p>While Redis is silent or away, the route's {@code onFailure} decides, and the decision is
   * {@code degraded}. A Redis that is slower than usual, was restarted or has lost its scripts is
   * neither. What a degraded decision admits may be counted or not.
   *
   * <p>With a {@code batch} of b above 1 a gateway may fetch units from Redis in advance and admit
   * by itself; over G gateways then at most G × b more is admitted in any time than the limits say.
   * Of n calls with cost 1, made one at a time, it asks Redis for at most 2n/b and one more per
   * {@code retryAfter} of a denial, and besides three times a second. Units that were fetched and
   * not used are lost after one period at most, the shortest of the route's limits.
   *
   * <p>Where there are several Redis servers, a pair of route and client has its counts on one of
   * them, the same for every gateway; 300 clients use all of three. A server that is away makes
   * decisions for its own pairs degraded, and no others.
   *
   * @param cost 1 to the least capacity (amount; burst of a TOKEN_BUCKET) of the limits
   * @throws BadCostException if the cost is out of these bounds; nothing is counted
   * @throws BadClientException if the name is empty or longer than {@link #LONGEST_CLIENT}
   * @throws UnknownRouteException if the configuration has no such route
   * @throws UnavailableException if this gateway has never had a configuration and Redis is away
   */
  Decision decide(String route, String client, long cost)
      throws BadCostException, BadClientException, UnknownRouteException, UnavailableException;

  /**
   * Serves HTTP on 127.0.0.1, from the first call on; further calls answer the same port. {@code
   * GET /<route>/…} with the field {@code X-Client} is decided with cost 1. What is admitted goes
   * to {@code upstream}, with the same path and query; status and body of its answer go back, or
   * 502 if it gives none. Otherwise upstream hears nothing, and the body is {@code
   * application/problem+json}:
   *
   * <ul>
   *   <li>429 if denied: {@code type} is {@code
   *       https://iana.org/assignments/http-problem-types#quota-exceeded}, and {@code
   *       violated-policies} lists the names of limits that have no room
   *   <li>503 if a degraded decision denies; 404 for an unknown route; 400 for a bad client
   * </ul>
   *
   * 429 and 503 carry {@code Retry-After}: whole seconds, rounded up, at least 1. 429 and what was
   * admitted without being degraded carry, as draft-ietf-httpapi-ratelimit-headers-11 has them,
   * {@code RateLimit-Policy} with an item for each limit ({@code "burst";q=5;w=1}: amount and
   * period) and {@code RateLimit} with one for the decision's ({@code "burst";r=0;t=1}): {@code r}
   * is {@code remaining}; {@code t} is {@code resetAfter} in seconds, rounded up, but on a 429 the
   * same as {@code Retry-After}.
   *
   * @param upstream {@code http://host:port}, without a path
   * @return the port
   */
  int listen(String upstream);

  /**
   * Takes one of the client's slots on the route, if one is free; each client has {@code slots} of
   * them. The gateway renews the slot while it lives and runs, until it is released. If it is
   * killed or stands still, the slot is free after {@link #SLOT_LEASE}, at the latest {@link
   * #SLOT_GRACE} later; a gateway that comes to itself after that does not take it back. At no time
   * are more than {@code slots} held.
   *
   * @return an id of the slot, never used before; empty if none is free
   * @throws UnavailableException if Redis does not answer; a slot taken unknown is free as above
   */
  Optional<String> acquire(String route, String client)
      throws BadClientException, UnknownRouteException, UnavailableException;

  /**
   * Gives a slot back, whichever gateway took it. That of another holder is never touched.
   *
   * @return whether it was held until now; false if it had expired or was released before
   * @throws UnavailableException if Redis does not answer; it may or may not be released
   */
  boolean release(String slot) throws UnavailableException;
}
