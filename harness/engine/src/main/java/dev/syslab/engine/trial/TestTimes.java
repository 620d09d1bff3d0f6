package dev.syslab.engine.trial;

import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.kit.verdict.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long tests took in this program. Where several run side by side, the longest begin first:
 * what begins last should not be what all wait for.
 */
final class TestTimes {
  private final Map<String, Long> millis = new ConcurrentHashMap<>();

  /** When it last passed, or at most so far; a test of which nothing is written tells nothing. */
  void note(String lab, String test, Outcome outcome, long took) {
    switch (outcome) {
      case PASS -> millis.put(key(lab, test), took);
      case NOT_IMPLEMENTED, BLOCKED -> {}
      default -> millis.merge(key(lab, test), took, Math::max);
    }
  }

  /** How long these take one after the other, in ms; {@link Long#MAX_VALUE} if not known of all. */
  long of(String lab, List<TestEntry> tests) {
    long sum = 0;
    for (TestEntry test : tests) {
      Long known = millis.get(key(lab, test.id()));
      if (known == null) {
        return Long.MAX_VALUE;
      }
      sum += known;
    }
    return sum;
  }

  /** In this order; those that are not known stay where they are, before the others. */
  List<TestEntry> longestFirst(String lab, List<TestEntry> tests) {
    return tests.stream()
        .sorted(
            Comparator.comparing(
                (TestEntry test) -> of(lab, List.of(test)), Comparator.reverseOrder()))
        .toList();
  }

  private static String key(String lab, String test) {
    return lab + "/" + test;
  }
}
