package dev.syslab.labs.bloomfilter;

/** Redis does not answer. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }
}
