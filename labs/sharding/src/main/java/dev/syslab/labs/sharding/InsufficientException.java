package dev.syslab.labs.sharding;

/** The sender has less than the transfer would take. */
public final class InsufficientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InsufficientException(String message) {
    super(message);
  }
}
