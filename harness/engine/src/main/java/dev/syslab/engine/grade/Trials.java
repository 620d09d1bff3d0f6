package dev.syslab.engine.grade;

import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;

/** Runs the trials of one submission, with programs that serve no other; closed with it. */
@FunctionalInterface
public interface Trials extends AutoCloseable {
  /** As {@code TrialRunner} does. */
  Verdict run(TrialRequest request, TrialListener listener);

  @Override
  default void close() {}
}
