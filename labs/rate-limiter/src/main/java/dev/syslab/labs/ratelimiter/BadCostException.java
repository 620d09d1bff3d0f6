package dev.syslab.labs.ratelimiter;

/** The cost is below 1, or above what a limit of the route can ever admit at once. */
public final class BadCostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadCostException(String message) {
    super(message);
  }
}
