// Puts into words what the counts said. Times come in microseconds, and go as ISO 8601 durations.

/** Rounded up to the millisecond: a client that comes back too early would be denied again. */
export function millis(micros) {
  return `PT${Math.ceil(micros / 1000) / 1000}S`;
}

/** A duration's milliseconds. */
export function millisOf(duration) {
  return Math.round(Number(duration.slice(2, -1)) * 1000);
}

/**
 * Speaks of the limit in the way; if there is none, of the one that will be in the way first.
 * @param answer how many units were taken, then for each limit: what remains, and the times until there is room and
 *   until it is as if never used
 */
export function rulingOf(limits, answer) {
  const allowed = answer[0] > 0;
  const states = limits.map((limit, i) => ({
    limit,
    remaining: Number(answer[3 * i + 1]),
    delay: Number(answer[3 * i + 2]),
    reset: Number(answer[3 * i + 3]),
  }));
  const chosen = states.reduce((best, one) =>
    (allowed ? one.remaining < best.remaining : one.delay > best.delay) ? one : best,
  );
  return {
    decision: {
      allowed,
      policy: chosen.limit.name,
      limit: chosen.limit.capacity,
      remaining: chosen.remaining,
      retryAfter: allowed ? 'PT0S' : millis(chosen.delay),
      resetAfter: millis(chosen.reset),
      degraded: false,
    },
    violated: allowed ? [] : states.filter((one) => one.delay > 0).map((one) => one.limit.name),
  };
}

/** What the route's rules say when nobody can count. */
export function degraded(rules, limits) {
  const open = rules.onFailure === 'OPEN';
  return {
    decision: {
      allowed: open,
      policy: limits[0].name,
      limit: limits[0].capacity,
      remaining: 0,
      retryAfter: open ? 'PT0S' : 'PT1S',
      resetAfter: 'PT0S',
      degraded: true,
    },
    violated: [],
  };
}
