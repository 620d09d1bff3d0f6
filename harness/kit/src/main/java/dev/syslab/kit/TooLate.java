package dev.syslab.kit;

/** A result was correct but too slow. */
public final class TooLate extends AssertionError {
  private static final long serialVersionUID = 1L;

  TooLate(String message) {
    super(message);
  }
}
