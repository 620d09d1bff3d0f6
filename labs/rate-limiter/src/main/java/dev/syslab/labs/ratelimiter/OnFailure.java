package dev.syslab.labs.ratelimiter;

/** What happens to a request that cannot be counted. */
public enum OnFailure {
  /** It is admitted: the service matters more than its limits. */
  OPEN,
  /** It is denied: the limits protect something that would break. */
  CLOSED
}
