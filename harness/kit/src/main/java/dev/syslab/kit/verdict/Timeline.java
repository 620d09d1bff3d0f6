package dev.syslab.kit.verdict;

import java.util.Comparator;
import java.util.List;

/**
 * Who did what when in one test.
 *
 * @param events in the order of their beginnings
 * @param earlier how many calls before these are not kept
 */
public record Timeline(List<Event> events, int earlier) {
  /** Nothing to tell. */
  public static final Timeline NONE = new Timeline(List.of(), 0);

  /** Who acts as the one that breaks things. */
  public static final String FAULT = "fault";

  /** Everybody who did something: servers by their names, the faults last. */
  public List<String> parties() {
    return events.stream()
        .map(Event::who)
        .distinct()
        .sorted(
            Comparator.comparing((String who) -> who.equals(FAULT))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Whether several parties did something; the calls of one say nothing about a race. */
  public boolean hasSeveralParties() {
    return parties().size() > 1;
  }

  /**
   * As text: the beginning and the end of what overlaps on lines of their own, joined by a rail;
   * empty unless there are several parties.
   */
  public List<String> lines() {
    return hasSeveralParties() ? new TimelineText(this).lines() : List.of();
  }
}
