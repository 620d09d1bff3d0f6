package dev.syslab.engine.learn;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.Verdict;
import java.util.Optional;

/** A learner's way through one lab. */
public interface Course {

  LabManifest manifest();

  /** How the stages stand, with the sources as they are now. */
  Standings standings();

  /**
   * Tests the code as it is now, and notes what that has shown.
   *
   * @param stage the only stage to run; empty for all
   * @throws LabException with the compiler's messages if the code does not compile; if a server
   *     stands in the way
   */
  Verdict run(Optional<Integer> stage);

  /** The stage's next hint. */
  Hints.Given hint(StageEntry stage);
}
