package dev.syslab.kit.verdict;

import java.util.Collection;
import java.util.List;

/**
 * How a test, a stage or a trial ended. Only the subject's own failures cost points; a missing
 * report is never a pass.
 */
public enum Outcome {
  PASS,
  /** The subject did something that the contract or the stage's goal forbids. */
  FAIL,
  /** The test reached code of its own stage that is not written yet. */
  NOT_IMPLEMENTED,
  /** The test reached code of an earlier stage that is not written yet. */
  BLOCKED,
  /** A server or a fault did not do its part; says nothing about the subject. */
  INCONCLUSIVE,
  /** The files that judge the subject were changed. */
  TAMPERED;

  private static final List<Outcome> BY_WEIGHT =
      List.of(TAMPERED, FAIL, INCONCLUSIVE, NOT_IMPLEMENTED, BLOCKED, PASS);

  /** The worst of several outcomes; {@link #INCONCLUSIVE} if there are none. */
  public static Outcome of(Collection<Outcome> parts) {
    return BY_WEIGHT.stream().filter(parts::contains).findFirst().orElse(INCONCLUSIVE);
  }
}
