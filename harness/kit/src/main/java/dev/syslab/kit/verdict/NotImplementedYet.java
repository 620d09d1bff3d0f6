package dev.syslab.kit.verdict;

/** The subject says that this code is still to be written. */
public final class NotImplementedYet extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final int stage;

  public NotImplementedYet(int stage, String todo) {
    super(todo);
    this.stage = stage;
  }

  /** The stage whose goal the missing code is. */
  public int stage() {
    return stage;
  }
}
