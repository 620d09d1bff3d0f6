package dev.syslab.labs.pubsub;

/** PostgreSQL has answered with an error; the transaction is rolled back. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
