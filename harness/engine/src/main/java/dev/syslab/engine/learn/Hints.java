package dev.syslab.engine.learn;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.lab.Names;
import dev.syslab.engine.lab.StateFile;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Gives hints one rung at a time, and remembers in a plain file how far each ladder was climbed
 * ({@code caching.jitter.rung=2}) and which ladder fits what failed last ({@code
 * caching.1.failing=jitter}).
 */
public final class Hints {
  private static final int CLOSE = 6;

  private final StateFile file;

  public Hints(Workbook workbook) {
    this.file = new StateFile(workbook, "hints.properties");
  }

  /** Where it is kept. */
  public Path path() {
    return file.path();
  }

  /**
   * One rung.
   *
   * @param id the ladder's
   * @param failing whether this ladder was chosen because a test with this hint failed last
   * @param rung which one it is, from 1
   * @param rungs how many the ladder has
   * @param repeated whether the ladder was at its end already, and this is its last rung again
   * @param others the stage's other ladders
   */
  public record Given(
      int stage,
      String id,
      boolean failing,
      int rung,
      int rungs,
      boolean repeated,
      String text,
      List<String> others) {}

  /**
   * The next rung for a stage. Of which ladder: of the one that is asked for; else of the one that
   * fits what failed last; else of the first of the stage's that has a rung left.
   *
   * @param of the ladder's id; empty for the one that fits
   * @param again begin this ladder anew
   * @throws LabException if there is no such ladder; names the nearest
   */
  public Given next(LabFolder lab, StageEntry stage, Optional<String> of, boolean again) {
    HintLadders ladders = new HintLadders(lab);
    of.ifPresent(id -> require(ladders, lab, id));
    List<String> own =
        stage.tests().stream()
            .map(TestEntry::hint)
            .filter(id -> ladders.ids().contains(id))
            .distinct()
            .toList();
    Given[] given = new Given[1];
    file.change(
        state -> {
          Optional<String> failing =
              Optional.ofNullable(state.getProperty(failingKey(lab.name(), stage.number())))
                  .filter(ladders.ids()::contains);
          String id =
              of.or(() -> failing)
                  .or(() -> own.stream().filter(one -> left(state, lab, ladders, one)).findFirst())
                  .or(() -> own.stream().reduce((first, last) -> last))
                  .orElseThrow(() -> none(lab, stage));
          List<String> rungs = ladders.rungs(id);
          int before = again ? 0 : climbed(state, lab, id);
          int now = Math.min(before + 1, rungs.size());
          state.setProperty(rungKey(lab, id), Integer.toString(now));
          given[0] =
              new Given(
                  stage.number(),
                  id,
                  failing.filter(id::equals).isPresent(),
                  now,
                  rungs.size(),
                  before >= rungs.size(),
                  rungs.get(now - 1),
                  own.stream().filter(other -> !other.equals(id)).toList());
        });
    return given[0];
  }

  /** Remembers which hint fits: that of the first test that failed. */
  void note(Verdict verdict) {
    file.change(
        state -> {
          for (StageVerdict stage : verdict.stages()) {
            String key = failingKey(verdict.lab(), stage.number());
            if (stage.outcome() != Outcome.INCONCLUSIVE) {
              state.remove(key);
            }
            firstFailing(stage).ifPresent(id -> state.setProperty(key, id));
          }
        });
  }

  /** The hint of the first test that failed: what {@code ./lab hint} then gives by itself. */
  public static Optional<String> firstFailing(StageVerdict stage) {
    return stage.tests().stream()
        .filter(test -> test.outcome() == Outcome.FAIL && !test.hint().isEmpty())
        .map(TestVerdict::hint)
        .findFirst();
  }

  private static void require(HintLadders ladders, LabFolder lab, String id) {
    if (!ladders.ids().contains(id)) {
      throw new LabException(
          Kind.USAGE,
          lab.name()
              + " has no hint “"
              + id
              + "”. "
              + Names.nearest(id, ladders.ids(), CLOSE)
                  .map(near -> "Did you mean " + near + "?")
                  .orElse("Available: " + String.join(", ", ladders.ids())));
    }
  }

  private static LabException none(LabFolder lab, StageEntry stage) {
    return new LabException(
        Kind.TROUBLE,
        "stage "
            + stage.number()
            + " of "
            + lab.name()
            + " has no hints in "
            + lab.shown(lab.hints())
            + "; ./lab solution "
            + lab.name()
            + " shows the solution");
  }

  private static boolean left(Properties state, LabFolder lab, HintLadders ladders, String id) {
    return climbed(state, lab, id) < ladders.rungs(id).size();
  }

  private static int climbed(Properties state, LabFolder lab, String id) {
    String value = state.getProperty(rungKey(lab, id), "0");
    return value.matches("\\d{1,4}") ? Integer.parseInt(value) : 0;
  }

  private static String rungKey(LabFolder lab, String id) {
    return lab.name() + "." + id + ".rung";
  }

  private static String failingKey(String lab, int stage) {
    return lab + "." + stage + ".failing";
  }
}
