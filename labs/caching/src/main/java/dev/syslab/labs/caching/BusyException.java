package dev.syslab.labs.caching;

/** The server already has the maximum number of table reads in progress. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BusyException(String message) {
    super(message);
  }
}
