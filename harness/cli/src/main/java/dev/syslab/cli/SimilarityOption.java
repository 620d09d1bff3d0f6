package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.grade.SimilarityRun;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.similarity.JPlag;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --similarity}. */
final class SimilarityOption {
  @Option(
      names = "--similarity",
      description =
          "Also list submissions whose code is similar, as found by JPlag; needs a JDK 21 or later;"
              + " it may be a different one from the JDK that runs Syslab.")
  private boolean wanted;

  @Option(
      names = "--similarity-threshold",
      paramLabel = "PERCENT",
      description = "List pairs that are at least this similar, 1 to 100; default 80.")
  private int threshold = 80;

  /** Before anything is graded, so that what is missing is known at once. */
  Optional<SimilarityRun> run(Workbook workbook) {
    if (threshold < 1 || threshold > 100) {
      throw new LabException(
          Kind.USAGE, "--similarity-threshold must be 1 to 100, was " + threshold);
    }
    return wanted
        ? Optional.of(new SimilarityRun(JPlag.of(workbook), threshold))
        : Optional.empty();
  }
}
