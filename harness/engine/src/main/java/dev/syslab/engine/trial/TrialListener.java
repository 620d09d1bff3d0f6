package dev.syslab.engine.trial;

import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.services.Services.Choice;

/** Follows a trial while it runs. */
public interface TrialListener {

  /** Nobody follows. */
  TrialListener NONE = new TrialListener() {};

  /** The servers' mode has been chosen. */
  default void chosen(Choice choice) {}

  default void stageStarted(StageEntry stage) {}

  default void stageEnded(StageVerdict verdict) {}
}
