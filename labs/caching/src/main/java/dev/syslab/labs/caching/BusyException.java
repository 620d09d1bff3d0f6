package dev.syslab.labs.caching;

/** The server has as many reads of the table in progress as it may. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BusyException(String message) {
    super(message);
  }
}
