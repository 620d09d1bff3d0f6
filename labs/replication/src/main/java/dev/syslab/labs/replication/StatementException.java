package dev.syslab.labs.replication;

/** PostgreSQL has refused a statement; its transaction has had no effect. */
public final class StatementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StatementException(String message) {
    super(message);
  }

  public StatementException(String message, Throwable cause) {
    super(message, cause);
  }
}
