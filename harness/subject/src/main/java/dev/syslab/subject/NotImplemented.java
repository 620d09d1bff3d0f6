package dev.syslab.subject;

/** Thrown by a skeleton where code is not written yet. */
public final class NotImplemented extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int stage;

  /**
   * @param stage the stage that this code belongs to; at least 1
   * @param todo what to write here, in one sentence for the learner
   */
  public NotImplemented(int stage, String todo) {
    super(todo, null, false, true);
    if (stage < 1) {
      throw new IllegalArgumentException("stage must be at least 1, was " + stage);
    }
    this.stage = stage;
  }

  public int stage() {
    return stage;
  }
}
