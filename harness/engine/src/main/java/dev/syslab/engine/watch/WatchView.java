package dev.syslab.engine.watch;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Hints;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.Verdict;
import java.util.Optional;

/** Shows a watch to the user. The trials themselves are followed by their listeners. */
public interface WatchView {

  /** Why a trial runs. */
  enum Cause {
    START,
    SAVE,
    KEY,
    /** The stage before has passed. */
    PASSED
  }

  /** A trial begins; of all stages if none is named. */
  void testing(LabManifest lab, Optional<StageEntry> stage, Cause cause);

  /** A trial has ended. */
  void tested(Verdict verdict);

  /** The code does not compile, or a server stands in the way. */
  void failed(LabException why);

  void hint(LabManifest lab, Hints.Given hint);

  /** The stages, and how they stand; the current one is empty when all are tested. */
  void list(LabManifest lab, Standings standings, Optional<StageEntry> current);

  /** A key that cannot be followed, and why. */
  void refused(String why);

  /** Nothing is left to do until a save or a key. */
  void waiting(LabManifest lab, Optional<StageEntry> current, boolean everythingPasses);

  /** Whether nobody can see this any more. */
  boolean gone();
}
