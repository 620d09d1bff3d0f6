package dev.syslab.kit.verdict;

import java.util.Comparator;
import java.util.List;

/**
 * Who did what when in one test.
 *
 * @param events in the order in which they began
 * @param earlier how many earlier calls were not kept
 */
public record Timeline(List<Event> events, int earlier) {
  /** A timeline without events. */
  public static final Timeline NONE = new Timeline(List.of(), 0);

  /** The party to which faults belong. */
  public static final String FAULT = "fault";

  /** Every party that did something: servers by their names, the faults last. */
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

  /** Whether several parties did something; the calls of one party show no race. */
  public boolean hasSeveralParties() {
    return parties().size() > 1;
  }

  /**
   * As text: overlapping events begin and end on separate lines, joined by a rail; empty unless
   * there are several parties.
   */
  public List<String> lines() {
    return hasSeveralParties() ? new TimelineText(this).lines() : List.of();
  }
}
