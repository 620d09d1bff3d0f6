package dev.syslab.kit.verdict;

/** The test could not decide: a server failed by itself, or a fault had no effect. */
public final class Inconclusive extends AssertionError {
  private static final long serialVersionUID = 1L;

  public Inconclusive(String message) {
    super(message);
  }

  public Inconclusive(String message, Throwable cause) {
    super(message, cause);
  }
}
