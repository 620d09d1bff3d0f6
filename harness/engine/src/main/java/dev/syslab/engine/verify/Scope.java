package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabFolder;
import java.util.List;
import java.util.Set;

/**
 * What is verified.
 *
 * @param harness whether the harness's own tests are run
 * @param pages whether the pages are checked
 */
public record Scope(List<LabScope> labs, boolean harness, boolean pages) {

  /** How much of a lab. */
  public enum Depth {
    /** Every trial that the rules speak of. */
    WHOLE,
    /** Skeleton, reference, and of the other solutions only those that are named. */
    SOLUTIONS,
    /** What needs no trial: pages and sources. */
    STATIC
  }

  /**
   * One lab.
   *
   * @param solutions the class names of the only alternatives and mistakes to try, with {@link
   *     Depth#SOLUTIONS}
   */
  public record LabScope(LabFolder lab, Depth depth, Set<String> solutions) {
    static LabScope of(LabFolder lab, Depth depth) {
      return new LabScope(lab, depth, Set.of());
    }
  }

  /** The project as a whole. */
  public static Scope everything(List<LabFolder> labs) {
    return new Scope(whole(labs), true, true);
  }

  /** These labs, and nothing else. */
  public static Scope only(List<LabFolder> labs) {
    return new Scope(whole(labs), false, false);
  }

  static List<LabScope> whole(List<LabFolder> labs) {
    return labs.stream().map(lab -> LabScope.of(lab, Depth.WHOLE)).toList();
  }

  /** Whether any trial is run. */
  boolean hasTrials() {
    return harness || labs.stream().anyMatch(lab -> lab.depth() != Depth.STATIC);
  }
}
