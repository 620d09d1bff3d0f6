package dev.syslab.labs.pubsub;

/** PostgreSQL does not answer; the transaction may or may not have been committed. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
