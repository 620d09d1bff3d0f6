package dev.syslab.kit;

/** Something was right but for its time. */
public final class TooLate extends AssertionError {
  private static final long serialVersionUID = 1L;

  TooLate(String message) {
    super(message);
  }
}
