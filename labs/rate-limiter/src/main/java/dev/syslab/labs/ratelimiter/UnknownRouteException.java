package dev.syslab.labs.ratelimiter;

/** The configuration has no such route. */
public final class UnknownRouteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownRouteException(String message) {
    super(message);
  }
}
