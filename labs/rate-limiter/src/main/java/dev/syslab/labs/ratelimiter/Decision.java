package dev.syslab.labs.ratelimiter;

import java.time.Duration;

/**
 * What was decided. The numbers speak of one limit of the route: if denied, of the one that has
 * room for the cost last; otherwise of the one that has the least remaining; of equals, the first.
 *
 * @param allowed whether the client may
 * @param policy the limit's name
 * @param limit the limit's amount; of a TOKEN_BUCKET its burst
 * @param remaining what that limit would still admit right after this decision, rounded down; 0 if
 *     degraded
 * @param retryAfter zero if allowed; otherwise when the same cost will pass if nobody else asks
 *     meanwhile, rounded up to the millisecond; if degraded, how long to wait before asking again
 * @param resetAfter when that limit will be as if it had never been used, rounded up to the
 *     millisecond; zero if degraded
 * @param degraded whether Redis was not heard, and the route's onFailure decided
 */
public record Decision(
    boolean allowed,
    String policy,
    long limit,
    long remaining,
    Duration retryAfter,
    Duration resetAfter,
    boolean degraded) {}
