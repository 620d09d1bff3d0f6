package dev.syslab.labs.replication;

/**
 * A replica has refused a statement that only a primary can run (SQLSTATE 25006). Thrown by {@link
 * Servers}; no method of the contract throws it.
 */
public final class ReadOnlyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReadOnlyException(String message, Throwable cause) {
    super(message, cause);
  }
}
