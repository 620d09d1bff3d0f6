package dev.syslab.subject.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of one comparison: for each contender and metric a sample a round.
 *
 * @param title what is compared, under which conditions
 * @param peer the contender to which the others' ratios are made
 * @param samples by contender, then by metric with its unit
 * @param notes why a contender has no figures
 */
public record Table(
    String title,
    String peer,
    Map<String, Map<String, List<Double>>> samples,
    Map<String, String> notes) {

  Table(String title, String peer) {
    this(title, peer, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * One round's figure.
   *
   * @param metric its name and unit, such as {@code "p99, ms"}
   */
  public void add(String contender, String metric, double value) {
    samples
        .computeIfAbsent(contender, absent -> new LinkedHashMap<>())
        .computeIfAbsent(metric, absent -> new ArrayList<>())
        .add(value);
  }

  /** The contender takes no part any more. */
  public void skip(String contender, String why) {
    notes.put(contender, why);
  }

  /** Whether it still takes part. */
  public boolean has(String contender) {
    return !notes.containsKey(contender);
  }
}
