package dev.syslab.labs.ratelimiter;

/** The answer requires Redis, and Redis does not respond. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }
}
