package dev.syslab.labs.ratelimiter;

/** The client's name is empty or too long. */
public final class BadClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadClientException(String message) {
    super(message);
  }
}
