package dev.syslab.labs.sharding;

/** The map has changed since that epoch. */
public final class StaleEpochException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleEpochException(String message) {
    super(message);
  }
}
