package dev.syslab.kit.verdict;

/** The subject reports that this code is not written yet. */
public final class NotImplementedYet extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final int stage;

  public NotImplementedYet(int stage, String todo) {
    super(todo);
    this.stage = stage;
  }

  /** The stage to which the missing code belongs. */
  public int stage() {
    return stage;
  }
}
