package dev.syslab.engine.grade;

import dev.syslab.engine.grade.Similarity.Left;
import dev.syslab.engine.grade.Similarity.Pair;
import java.util.List;

/**
 * What the cohort's page says about similar submissions.
 *
 * @param more how many pairs are in the table only; empty if none
 */
record SimilarityView(String summary, List<Pair> pairs, String more, List<Left> left) {
  private static final int SHOWN = 200;

  static SimilarityView of(Similarity found) {
    if (!found.trouble().isEmpty()) {
      return new SimilarityView(
          "The submissions could not be compared: " + found.trouble(), List.of(), "", List.of());
    }
    String summary =
        "%s compared %d submissions with each other and with %d solutions of the lab’s own. Code that the lab provides does not count. %s"
            .formatted(
                found.tool(),
                found.submissions(),
                found.solutions(),
                found.pairs().isEmpty()
                    ? "No pair is at least %d %% similar.".formatted(found.threshold())
                    : "Pairs that are at least %d %% similar:".formatted(found.threshold()));
    int more = found.pairs().size() - SHOWN;
    return new SimilarityView(
        summary,
        found.pairs().subList(0, Math.min(SHOWN, found.pairs().size())),
        more > 0 ? "%d more pairs are in similarity.csv.".formatted(more) : "",
        found.left());
  }
}
