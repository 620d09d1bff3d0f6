package dev.syslab.engine.trial;

import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.services.Services.Choice;

/** Follows a trial while it runs. */
public interface TrialListener {

  /** Nobody follows. */
  TrialListener NONE = new TrialListener() {};

  /** Something that takes a while is about to be done once, such as installing packages. */
  default void preparing(String what) {}

  /** The servers' mode has been chosen. */
  default void chosen(Choice choice) {}

  /** A test has something to say while it runs. */
  default void announced(String line) {}

  default void stageStarted(StageEntry stage) {}

  /**
   * A test of the stage has ended, and so have all that stand before it in the manifest. Called by
   * one thread at a time; not for a stage that is not run.
   */
  default void testEnded(StageEntry stage, TestVerdict verdict) {}

  default void stageEnded(StageVerdict verdict) {}
}
