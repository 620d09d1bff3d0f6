package dev.syslab.labs.caching;

import java.sql.SQLException;

/**
 * PostgreSQL could not be reached. If a COMMIT throws this, the transaction may or may not be
 * committed.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
