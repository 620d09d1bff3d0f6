package dev.syslab.labs.ratelimiter;

import dev.syslab.subject.ConnectsTo;
import dev.syslab.subject.Lab;
import dev.syslab.subject.Listens;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits what clients may do. Several gateways, each a separate process, enforce the same limits:
 * they share nothing but Redis, and any of them may be killed at any moment. Their clocks may be
 * wrong, and differ from each other; times on this page refer to the clock of the Redis server that
 * holds the count (its TIME). Every key in Redis, except the configuration, has a time to live from
 * the moment it is created. Such a key can affect decisions for at most two periods after its last
 * use (a bucket's key: until the bucket is full), and expires at most one minute after that.
 *
 * <p>A configuration defines each route's limits, see {@link #configure}. Each limit keeps a
 * separate count for each pair of route and client. It is one of:
 *
 * <ul>
 *   <li>FIXED_WINDOW: windows of one period, aligned to the epoch (a window begins when the number
 *       of seconds since 1970 is a multiple of the period); each admits at most {@code amount}.
 *   <li>SLIDING_LOG: admits at most {@code amount} in any half-open interval of one period.
 *   <li>SLIDING_COUNTER: what was admitted in the previous window counts in proportion to the part
 *       of it that lies within one period before now: {@code previous × (1 − f) + current + cost ≤
 *       amount}, where {@code f} is the elapsed fraction of the current window. Windows as above.
 *   <li>TOKEN_BUCKET: holds {@code burst} tokens, full at first, and gains {@code amount} per
 *       period, evenly and without loss; so any interval of length T admits at most burst + T ×
 *       amount / period. A client that waits for {@code retryAfter} each time gets all of it.
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

  /** A new configuration takes effect on every gateway within this time. */
  Duration CONFIGURED_WITHIN = Duration.ofSeconds(2);

  /** A slot that is not renewed becomes free again after this time, and not before. */
  Duration SLOT_LEASE = Duration.ofSeconds(2);

  /** How much longer than {@link #SLOT_LEASE} a slot that is not renewed may count as held. */
  Duration SLOT_GRACE = Duration.ofSeconds(1);

  /** Redis counts as silent if it has not answered a command for this long, and not before. */
  Duration SILENCE = Duration.ofMillis(500);

  /** No call takes longer than this, whatever Redis does, with up to 64 concurrent callers. */
  Duration PATIENCE = Duration.ofSeconds(2);

  /** When Redis answers again, decisions are counted again within this time. */
  Duration RECOVERY = Duration.ofSeconds(3);

  /**
   * Puts a configuration into effect on every gateway, including those that start later. It is
   * stored in the first Redis server. The document is JSON:
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
   * to 86,400. {@code burst} is required for TOKEN_BUCKET and not allowed otherwise; an empty
   * bucket must be full again within 30 days. {@code onFailure} is OPEN or CLOSED, CLOSED if
   * absent; {@code slots} 1 to 1,000, 1 if absent; {@code batch} 1 to 1,000, 1 if absent. {@code
   * clients} may be absent; a client named there has those limits instead of the route's. Any other
   * member is an error. A limit that keeps its name, algorithm and period keeps its counts.
   *
   * @throws BadConfigurationException if the document is not JSON (the message names the line:
   *     {@code line 3: …}) or violates a rule above (the message begins with a JSON pointer to the
   *     error: {@code /routes/search/limits/0/amount: …}); the old configuration stays in effect
   * @throws UnavailableException if Redis does not answer; the configuration may or may not take
   *     effect
   */
  void configure(String document) throws BadConfigurationException, UnavailableException;

  /**
   * Decides whether a client may do something now. If every limit of the route has room for the
   * cost, all of them count it; otherwise none does, whatever happens to the gateway in the
   * meantime. Across all gateways, decisions for one client are as if they were made one after the
   * other.
   *
   * <p>While Redis is silent or down, the route's {@code onFailure} decides, and the decision is
   * {@code degraded}. A Redis that is slower than usual, was restarted or has lost its scripts is
   * neither silent nor down. What a degraded decision admits may or may not be counted.
   *
   * <p>With a {@code batch} of b above 1 a gateway may fetch units from Redis in advance and admit
   * without asking; G gateways may then exceed the limits by at most G × b in any interval. For n
   * calls with cost 1, made one at a time, a gateway asks Redis at most 2n/b times, plus once each
   * time the {@code retryAfter} of a denial has passed, plus three times a second. Units that were
   * fetched but not used are discarded after at most the shortest period among the route's limits.
   *
   * <p>If there are several Redis servers, a pair of route and client has its counts on one of
   * them, the same one for every gateway; with three servers and 300 clients, each server holds the
   * counts of some. If a server is down, decisions for its own pairs are degraded, and no others.
   *
   * @param cost from 1 to the smallest capacity (amount; burst for a TOKEN_BUCKET) among the limits
   * @throws BadCostException if the cost is outside these bounds; nothing is counted
   * @throws BadClientException if the name is empty or longer than {@link #LONGEST_CLIENT}
   * @throws UnknownRouteException if the configuration has no such route
   * @throws UnavailableException if this gateway has never had a configuration and Redis does not
   *     answer
   */
  Decision decide(String route, String client, long cost)
      throws BadCostException, BadClientException, UnknownRouteException, UnavailableException;

  /**
   * Serves HTTP on 127.0.0.1 from the first call on; further calls return the same port. {@code GET
   * /<route>/…} with the header field {@code X-Client} is decided with cost 1. An admitted request
   * is forwarded to {@code upstream} with the same path and query, and the status and body of the
   * upstream's response are returned, or 502 if it does not answer. For a request that is not
   * admitted, nothing is sent to the upstream, and the body is {@code application/problem+json}:
   *
   * <ul>
   *   <li>429 if denied: {@code type} is {@code
   *       https://iana.org/assignments/http-problem-types#quota-exceeded}, and {@code
   *       violated-policies} lists the names of the limits that have no room
   *   <li>503 if a degraded decision denies; 404 for an unknown route; 400 if the client's name is
   *       missing, empty or too long
   * </ul>
   *
   * 429 and 503 carry {@code Retry-After}: whole seconds, rounded up, at least 1. 429, and
   * admissions that were not degraded, carry the fields of draft-ietf-httpapi-ratelimit-headers-11:
   * {@code RateLimit-Policy} with an item for each limit ({@code "burst";q=5;w=1}: amount and
   * period) and {@code RateLimit} with an item for the decision's limit ({@code "burst";r=0;t=1}):
   * {@code r} is {@code remaining}; {@code t} is {@code resetAfter} in seconds, rounded up, but on
   * a 429 it equals {@code Retry-After}.
   *
   * @param upstream {@code http://host:port}, without a path
   * @return the port
   */
  @Listens
  int listen(@ConnectsTo String upstream);

  /**
   * Takes one of the client's slots on the route, if one is free; each client has {@code slots} of
   * them. The gateway renews the slot as long as it is alive and running, until the slot is
   * released. If the gateway is killed or paused, the slot becomes free no later than {@link
   * #SLOT_LEASE} + {@link #SLOT_GRACE} afterwards, but is held for at least SLOT_LEASE; a gateway
   * that resumes after that does not take it back. At no time are more than {@code slots} held.
   *
   * @return the slot's id, never used before; empty if no slot is free
   * @throws UnavailableException if Redis does not answer; if a slot was taken nevertheless, it
   *     becomes free as above
   */
  Optional<String> acquire(String route, String client)
      throws BadClientException, UnknownRouteException, UnavailableException;

  /**
   * Releases a slot, no matter which gateway took it. An expired id never releases another slot.
   *
   * @return true if the slot was still held; false if it had expired or had already been released
   * @throws UnavailableException if Redis does not answer; the slot may or may not be released
   */
  boolean release(String slot) throws UnavailableException;
}
