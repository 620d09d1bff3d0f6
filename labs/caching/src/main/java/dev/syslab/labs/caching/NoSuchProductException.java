package dev.syslab.labs.caching;

/** The database has no product with this id. */
public final class NoSuchProductException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoSuchProductException(String message) {
    super(message);
  }
}
