package dev.syslab.engine.trial;

import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long tests took when they last ran in this program. Where several run side by side, the
 * longest begin first: what begins last should not be what all wait for.
 */
final class TestTimes {
  private final Map<String, Long> millis = new ConcurrentHashMap<>();

  void note(String lab, TestVerdict test) {
    millis.put(key(lab, test.id()), test.millis());
  }

  /** In this order; those that are not known stay where they are, before the others. */
  List<TestEntry> longestFirst(String lab, List<TestEntry> tests) {
    return tests.stream()
        .sorted(
            Comparator.comparing(
                (TestEntry test) -> millis.getOrDefault(key(lab, test.id()), Long.MAX_VALUE),
                Comparator.reverseOrder()))
        .toList();
  }

  private static String key(String lab, String test) {
    return lab + "/" + test;
  }
}
