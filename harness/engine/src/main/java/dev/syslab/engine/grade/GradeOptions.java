package dev.syslab.engine.grade;

import dev.syslab.engine.trial.StageChoice;
import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.run.Seed;
import dev.syslab.services.base.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a cohort is graded.
 *
 * @param stages all or the core
 * @param mode how servers are started; empty for {@code auto}
 * @param seed of the random choices, the same for everybody
 * @param limit after which no further stage of a submission begins; counted from the first one,
 *     when the servers run
 * @param isolation compiles and runs the submissions in sandboxes; empty if they are trusted
 */
public record GradeOptions(
    StageChoice stages,
    Optional<Mode> mode,
    Seed seed,
    Duration limit,
    Optional<Isolation> isolation) {
  /** For submissions that are trusted. */
  public GradeOptions(StageChoice stages, Optional<Mode> mode, Seed seed, Duration limit) {
    this(stages, mode, seed, limit, Optional.empty());
  }
}
