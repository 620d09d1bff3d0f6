package dev.syslab.labs.caching;

/** The database has a product with this id; nothing was changed. */
public final class IdTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IdTakenException(String message) {
    super(message);
  }
}
