package dev.syslab.labs.replication;

/**
 * The transaction has taken effect on the primary, but no replica has confirmed it in time: if the
 * primary is lost now, the transaction may be lost, too.
 */
public final class NotDurableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotDurableException(String message) {
    super(message);
  }
}
