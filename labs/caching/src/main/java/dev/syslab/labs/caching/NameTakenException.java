package dev.syslab.labs.caching;

/** Another product has this name; the transaction was rolled back. */
public final class NameTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NameTakenException(String message) {
    super(message);
  }
}
