package dev.syslab.labs.ratelimiter;

import java.time.Duration;

/**
 * The result of a call. The numbers describe one limit of the route: if the call is denied, the
 * limit that is the last to have room for the cost again; otherwise the one with the least
 * remaining. If several qualify, it is the first in the configuration.
 *
 * @param allowed whether the client is admitted
 * @param policy the limit's name
 * @param limit the limit's amount; for a TOKEN_BUCKET, its burst
 * @param remaining how much that limit would still admit right after this decision, rounded down; 0
 *     if degraded
 * @param retryAfter zero if allowed; otherwise the time until the same cost will be admitted if
 *     there are no other calls, rounded up to the millisecond; if degraded, how long to wait before
 *     asking again
 * @param resetAfter the time until the full limit is available again, rounded up to the
 *     millisecond; zero if degraded
 * @param degraded true if Redis did not answer and the route's onFailure decided
 */
public record Decision(
    boolean allowed,
    String policy,
    long limit,
    long remaining,
    Duration retryAfter,
    Duration resetAfter,
    boolean degraded) {}
