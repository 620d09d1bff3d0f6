package dev.syslab.engine.grade;

import dev.syslab.kit.verdict.Outcome;

/**
 * How a submission, one of its stages or one of its tests ended. Only what is the learner's own
 * doing costs points.
 */
public enum GradeOutcome {
  PASS,
  /** The code broke the contract or missed the stage's goal. */
  FAIL,
  /** The code of this stage is still to be written. */
  NOT_IMPLEMENTED,
  /** The code of an earlier stage is still to be written. */
  BLOCKED,
  /** A server or the machine did not do its part, at every attempt: ours, not the learner's. */
  INCONCLUSIVE,
  /**
   * Files that judge were changed. The originals were used and the points are right; somebody
   * should look at what was tried.
   */
  TAMPERED,
  /** The submission cannot be read, or does not compile. */
  DOES_NOT_COMPILE,
  /** The time limit had passed before the stage began. */
  TIMED_OUT;

  static GradeOutcome of(Outcome outcome) {
    return valueOf(outcome.name());
  }

  /** Whether another attempt may find something else, because this one says nothing. */
  public boolean isConclusive() {
    return this != INCONCLUSIVE;
  }
}
