package dev.syslab.kit.verdict;

import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Event.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws a timeline as text. Each event that overlaps another has a rail, from the line on which it
 * begins to the one on which it ends, so that a reader sees what was in flight at the same time.
 */
final class TimelineText {
  private static final int SHOWN = 28;
  private static final int RAILS = 6;
  // Fewer are shown in full: they may tell more than a count does.
  private static final int FOLDED = 4;
  private static final char ALONE = '─';

  private final Timeline timeline;
  private final List<Step> steps = new ArrayList<>();
  private final Event[] rails = new Event[RAILS];
  private final List<Line> lines = new ArrayList<>();

  private enum Edge {
    BEGIN,
    MARK,
    END
  }

  private record Step(Duration at, Edge edge, Event event, String what) {}

  private record Line(Step step, String rails, String what) {
    /**
     * Whether it is a complete call of the same party and method as the other, with nothing in
     * between.
     */
    boolean repeats(Line other) {
      return what.equals(whole(step.event()))
          && other.what.equals(whole(other.step.event()))
          && rails.equals(other.rails)
          && step.event().who().equals(other.step.event().who())
          && step.event().name().equals(other.step.event().name());
    }
  }

  TimelineText(Timeline timeline) {
    this.timeline = timeline;
    for (Event event : timeline.events()) {
      steps.add(new Step(event.at(), Edge.BEGIN, event, ""));
      for (Mark mark : event.marks()) {
        steps.add(new Step(mark.at(), Edge.MARK, event, mark.what()));
      }
      if (event.ended()) {
        steps.add(new Step(event.end(), Edge.END, event, ""));
      }
    }
    steps.sort(Comparator.comparing(Step::at));
  }

  List<String> lines() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean alone =
          step.edge() == Edge.BEGIN
              && i + 1 < steps.size()
              && steps.get(i + 1).edge() == Edge.END
              && steps.get(i + 1).event() == step.event();
      if (alone) {
        lines.add(new Line(step, drawn(-1, ALONE), whole(step.event())));
        i++;
      } else {
        add(step);
      }
    }
    fold();
    return shown();
  }

  /** Of many similar calls in a row, the first and the last are enough. */
  private void fold() {
    for (int first = 0; first < lines.size(); first++) {
      int last = first;
      while (last + 1 < lines.size() && lines.get(last + 1).repeats(lines.get(first))) {
        last++;
      }
      int between = last - first - 1;
      if (between >= FOLDED) {
        Line line = lines.get(first + 1);
        lines.subList(first + 1, last).clear();
        String what = "… " + between + " more calls of " + line.step().event().name();
        lines.add(first + 1, new Line(line.step(), line.rails(), what));
        first += 2;
      }
    }
  }

  private void add(Step step) {
    switch (step.edge()) {
      case BEGIN -> {
        int rail = railOf(null);
        if (rail >= 0) {
          rails[rail] = step.event();
        }
        lines.add(new Line(step, drawn(rail, '┌'), begun(step.event())));
      }
      case MARK ->
          lines.add(
              new Line(step, drawn(railOf(step.event()), '├'), "took effect: " + step.what()));
      case END -> {
        int rail = railOf(step.event());
        lines.add(new Line(step, drawn(rail, '└'), over(step.event())));
        if (rail >= 0) {
          rails[rail] = null;
        }
      }
    }
  }

  /** The first rail that carries this event, or that is free for null; -1 if there is none. */
  private int railOf(Event event) {
    for (int i = 0; i < RAILS; i++) {
      if (rails[i] == event) {
        return i;
      }
    }
    return -1;
  }

  /** All rails, with a sign on one of them, or behind them. */
  private String drawn(int rail, char sign) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RAILS; i++) {
      text.append(i == rail ? sign : rails[i] == null ? ' ' : '│');
    }
    if (rail < 0) {
      // An event without overlap is written right after the rails in use; an event for which no
      // rail is free, after all of them.
      text = new StringBuilder(sign == ALONE ? text.toString().stripTrailing() : text).append(sign);
    }
    return text.toString().stripTrailing();
  }

  private static String begun(Event event) {
    return event.kind() == Kind.RUNNING ? event.what() + " … still in flight" : event.what();
  }

  private static String over(Event event) {
    return event.kind() == Kind.FAULT
        ? "ended: " + event.what()
        : event.name() + result(event) + took(event);
  }

  private static String whole(Event event) {
    return event.what() + result(event) + took(event);
  }

  private static String result(Event event) {
    return event.result().isEmpty() ? "" : " → " + event.result();
  }

  private static String took(Event event) {
    return String.format(Locale.ROOT, "  (%.1f ms)", millis(event.took()));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private List<String> shown() {
    int skipped = Math.max(0, lines.size() - SHOWN);
    long earlier =
        timeline.earlier()
            + lines.subList(0, skipped).stream()
                .filter(line -> line.step().edge() == Edge.BEGIN)
                .count();
    List<Line> last = lines.subList(skipped, lines.size());
    int names = last.stream().mapToInt(line -> line.step().event().who().length()).max().orElse(1);
    int width = last.stream().mapToInt(line -> line.rails().length()).max().orElse(1);
    List<String> text = new ArrayList<>();
    if (earlier > 0) {
      text.add("… " + earlier + " earlier events");
    }
    for (Line line : last) {
      text.add(
          String.format(
              Locale.ROOT,
              "%9.1f ms  %-" + names + "s  %-" + width + "s %s",
              millis(line.step().at()),
              line.step().event().who(),
              line.rails(),
              line.what()));
    }
    return text;
  }
}
