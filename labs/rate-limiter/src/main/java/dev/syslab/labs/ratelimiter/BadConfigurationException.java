package dev.syslab.labs.ratelimiter;

/** The document is not a valid configuration; the message begins with the position of the error. */
public final class BadConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadConfigurationException(String message) {
    super(message);
  }
}
