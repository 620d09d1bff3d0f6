package dev.syslab.subject.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of one comparison: for each contender and metric, one sample per round.
 *
 * @param title what is compared, and under which conditions
 * @param peer the contender to which the others are compared
 * @param samples by contender, in the order in which they take turns, then by metric with its unit
 * @param notes why a contender has no figures
 */
public record Table(
    String title,
    String peer,
    Map<String, Map<String, List<Double>>> samples,
    Map<String, String> notes) {

  /** A table without figures. */
  public Table(String title, String peer) {
    this(title, peer, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Registers a contender, even if it never produces a figure. */
  void enter(String contender) {
    samples.computeIfAbsent(contender, absent -> new LinkedHashMap<>());
  }

  /** Adds one round's figure. */
  public void add(String contender, String metric, double value) {
    enter(contender);
    samples.get(contender).computeIfAbsent(metric, absent -> new ArrayList<>()).add(value);
  }

  /** Drops the contender. */
  public void skip(String contender, String why) {
    notes.put(contender, why);
  }

  /** Whether it still takes part. */
  public boolean has(String contender) {
    return !notes.containsKey(contender);
  }
}
