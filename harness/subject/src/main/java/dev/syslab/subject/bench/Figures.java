package dev.syslab.subject.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The measurements of one round of one contender. */
public final class Figures {
  private final Map<String, Double> byMetric = new LinkedHashMap<>();

  /**
   * Records a figure.
   *
   * @param metric its name and unit, such as {@code "p99, ms"}; the same in every round
   */
  public void add(String metric, double value) {
    byMetric.put(metric, value);
  }

  Map<String, Double> byMetric() {
    return byMetric;
  }
}
