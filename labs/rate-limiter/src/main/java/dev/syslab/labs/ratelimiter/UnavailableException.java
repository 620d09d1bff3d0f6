package dev.syslab.labs.ratelimiter;

/** Redis is needed for an answer, and gives none. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }
}
