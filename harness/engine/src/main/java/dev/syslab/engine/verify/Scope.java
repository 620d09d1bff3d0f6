package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
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
    /** All but the mistakes; of those the ones that are named, and a share of the others. */
    SAMPLE,
    /** What needs no trial: documentation and sources. */
    STATIC
  }

  /**
   * One lab.
   *
   * @param solutions the class names of alternatives and mistakes: the only ones to try, with
   *     {@link Depth#SOLUTIONS}; tried in any case, with {@link Depth#SAMPLE}
   * @param share of the mistakes, with {@link Depth#SAMPLE}
   */
  public record LabScope(LabFolder lab, Depth depth, Set<String> solutions, Share share) {
    LabScope(LabFolder lab, Depth depth, Set<String> solutions) {
      this(lab, depth, solutions, Share.ALL);
    }

    static LabScope of(LabFolder lab, Depth depth) {
      return new LabScope(lab, depth, Set.of());
    }

    /** The lab with what of it is to be tried. */
    LabManifest narrowed(LabManifest all) {
      return switch (depth) {
        case WHOLE, STATIC -> all;
        case SOLUTIONS -> all.withSolutions(solutions::contains);
        case SAMPLE ->
            all.withMistakes(one -> solutions.contains(one.type()) || share.holds(lab.name(), one));
      };
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

  /** Whether what the nightly workflow runs is left to it. */
  boolean sampled() {
    return labs.stream().anyMatch(lab -> lab.depth() == Depth.SAMPLE);
  }

  /** Whether any trial is run. */
  boolean hasTrials() {
    return harness || labs.stream().anyMatch(lab -> lab.depth() != Depth.STATIC);
  }
}
