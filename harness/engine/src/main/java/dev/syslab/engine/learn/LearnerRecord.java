package dev.syslab.engine.learn;

import dev.syslab.engine.lab.SourceDigest;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.kit.verdict.Outcome;

/** Writes down what a learner's trial has shown: how the stages stand, and which hint fits. */
public final class LearnerRecord {
  private final Progress progress;
  private final Hints hints;

  public LearnerRecord(Workbook workbook) {
    this.progress = new Progress(workbook);
    this.hints = new Hints(workbook);
  }

  /**
   * Notes a trial of the learner.
   *
   * @param digest what {@link SourceDigest#of} gave before the sources were compiled
   */
  public void note(Verdict verdict, String digest) {
    for (StageVerdict stage : verdict.stages()) {
      // A server that stood in the way says nothing about the code.
      if (stage.outcome() != Outcome.INCONCLUSIVE) {
        progress.record(verdict.lab(), stage.number(), stage.outcome() == Outcome.PASS, digest);
      }
    }
    hints.note(verdict);
  }
}
