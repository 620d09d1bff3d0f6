package dev.syslab.engine.trial;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which stages a trial runs.
 *
 * @param number the only one; empty for several
 * @param core of several, those of the lab's core only
 */
public record StageChoice(Optional<Integer> number, boolean core) {
  public static final StageChoice ALL = new StageChoice(Optional.empty(), false);
  public static final StageChoice CORE = new StageChoice(Optional.empty(), true);

  public static StageChoice only(int number) {
    return new StageChoice(Optional.of(number), false);
  }

  /**
   * The stages, in order.
   *
   * @param tried those that the subject is tried on unless one is named
   * @throws LabException if the lab has no such stage
   */
  List<StageEntry> of(LabManifest lab, Supplier<List<StageEntry>> tried) {
    if (number.isPresent()) {
      return lab.stage(number.get())
          .map(List::of)
          .orElseThrow(() -> new LabException(Kind.USAGE, lab.noStage(number.get())));
    }
    return core ? tried.get().stream().filter(lab::isCore).toList() : tried.get();
  }
}
