package dev.syslab.labs.caching;

import java.sql.SQLException;

/**
 * PostgreSQL could not be asked. Thrown by a COMMIT, it leaves open whether the transaction is
 * committed.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
