package dev.syslab.labs.ratelimiter;

/** How a limit counts; {@link RateLimiter} has the exact definitions. */
public enum Algorithm {
  FIXED_WINDOW,
  SLIDING_LOG,
  SLIDING_COUNTER,
  TOKEN_BUCKET
}
