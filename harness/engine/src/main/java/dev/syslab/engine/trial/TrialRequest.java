package dev.syslab.engine.trial;

import dev.syslab.kit.run.Seed;
import dev.syslab.services.base.Mode;
import java.util.Optional;

/**
 * What a user asks a trial to do.
 *
 * @param stages which stages to run
 * @param test the only test to run, by its method; empty for all
 * @param mode how to start servers; empty for {@code auto}
 * @param everything run later stages too when a whole stage is not implemented yet; otherwise they
 *     are blocked
 * @param debug wait for a debugger on the subject's virtual machine, and lift all bounds
 * @param inProcess run the subject inside the judge's virtual machine
 */
public record TrialRequest(
    SubjectSpec subject,
    StageChoice stages,
    Optional<String> test,
    Optional<Mode> mode,
    Seed seed,
    boolean everything,
    boolean debug,
    boolean inProcess) {

  /** All stages of a subject in this mode. */
  public static TrialRequest all(SubjectSpec subject, Optional<Mode> mode) {
    return new TrialRequest(
        subject, StageChoice.ALL, Optional.empty(), mode, Seed.fresh(), true, false, false);
  }

  /** The same with the subject inside the judge's virtual machine. */
  public TrialRequest inOneProcess() {
    return new TrialRequest(subject, stages, test, mode, seed, everything, debug, true);
  }

  /** The same for one stage. */
  public TrialRequest only(int stage) {
    return new TrialRequest(
        subject, StageChoice.only(stage), test, mode, seed, everything, debug, inProcess);
  }

  /** The same for one test of one stage. */
  public TrialRequest only(int stage, String test) {
    return new TrialRequest(
        subject,
        StageChoice.only(stage),
        Optional.of(test),
        mode,
        seed,
        everything,
        debug,
        inProcess);
  }
}
