package dev.syslab.engine.report;

import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Event.Mark;
import dev.syslab.kit.verdict.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A timeline as the page draws it: a lane for each party, a bar for each call and fault, placed in
 * per cent of the lane's width, so that it fits any screen without a script.
 */
final class TimelineDrawing {
  // More bars than this are drawn thin and without their names.
  private static final int NAMED = 60;
  private static final int LONGEST_NAME = 46;

  private final Timeline timeline;
  private final TimeScale scale;
  private final boolean dense;

  TimelineDrawing(Timeline timeline) {
    this.timeline = timeline;
    this.scale = TimeScale.of(timeline);
    this.dense = timeline.events().size() > NAMED;
  }

  record Drawing(
      boolean dense,
      List<TimeScale.Tick> ticks,
      List<Lane> lanes,
      List<Bar> faults,
      List<Entry> entries,
      String earlier,
      int count,
      boolean shortList) {}

  record Lane(String name, String kind, List<Row> rows) {}

  record Row(List<Bar> bars) {}

  /** What stands in a lane; {@code left} and {@code width} in per cent. */
  record Bar(
      int number,
      String kind,
      String left,
      String width,
      boolean flipped,
      String name,
      String title,
      List<Spot> spots) {}

  record Spot(String left, String title) {}

  /** An event in words. */
  record Entry(
      int number, String kind, String who, String at, String took, String what, List<Note> notes) {}

  record Note(String kind, String text) {}

  Drawing draw() {
    List<Lane> lanes = new ArrayList<>();
    for (String party : timeline.parties()) {
      lanes.add(new Lane(party, party.equals(Timeline.FAULT) ? "fault" : "server", rows(party)));
    }
    List<Event> events = timeline.events();
    List<Bar> faults = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      entries.add(entry(i + 1, events.get(i)));
      if (events.get(i).kind() == Kind.FAULT) {
        faults.add(bar(i + 1, events.get(i), false));
      }
    }
    return new Drawing(
        dense,
        scale.ticks(),
        lanes,
        faults,
        entries,
        timeline.earlier() == 0 ? "" : Integer.toString(timeline.earlier()),
        events.size(),
        events.size() <= 16);
  }

  /** A party's bars, in as many rows as it needs that no two lie on each other. */
  private List<Row> rows(String party) {
    List<Row> rows = new ArrayList<>();
    List<Double> taken = new ArrayList<>();
    List<Event> events = timeline.events();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (!event.who().equals(party)) {
        continue;
      }
      double left = scale.left(event.at());
      double right = Math.max(left + scale.width(event.took()), left + 0.6);
      double needed = dense ? 0 : Math.max(6, 1.5 + 0.85 * label(i + 1, event).length());
      boolean flipped = left + needed > 100;
      double from = flipped ? left - needed : left;
      double to = flipped ? right : Math.max(right, left + needed);
      int row = 0;
      while (row < rows.size() && taken.get(row) > from) {
        row++;
      }
      if (row == rows.size()) {
        rows.add(new Row(new ArrayList<>()));
        taken.add(0.0);
      }
      rows.get(row).bars().add(bar(i + 1, event, flipped));
      taken.set(row, to + 0.3);
    }
    return rows;
  }

  private Bar bar(int number, Event event, boolean flipped) {
    return new Bar(
        number,
        kind(event),
        scale.percent(scale.left(event.at())),
        scale.percent(scale.width(event.took())),
        flipped,
        dense ? "" : name(event),
        title(event),
        event.marks().stream()
            .map(mark -> new Spot(scale.percent(scale.left(mark.at())), effect(mark)))
            .toList());
  }

  private static String label(int number, Event event) {
    return number + " " + name(event);
  }

  private static String name(Event event) {
    String name = event.name().replaceFirst("^the link from ", "");
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String title(Event event) {
    return event.what()
        + (event.result().isEmpty() ? "" : " → " + event.result())
        + (event.ended() ? ", " : ", still in flight after ")
        + TimeScale.text(event.took());
  }

  private static Entry entry(int number, Event event) {
    List<Note> notes = new ArrayList<>();
    for (Mark mark : event.marks()) {
      notes.add(new Note("effect", effect(mark)));
    }
    if (!event.result().isEmpty()) {
      notes.add(new Note("result", event.result()));
    }
    if (!event.ended()) {
      notes.add(new Note("result", "still in flight"));
    }
    return new Entry(
        number,
        kind(event),
        event.who(),
        TimeScale.text(event.at()),
        TimeScale.text(event.took()),
        event.what(),
        notes);
  }

  private static String effect(Mark mark) {
    return "took effect by " + TimeScale.text(mark.at()) + ": " + mark.what();
  }

  private static String kind(Event event) {
    return event.kind().name().toLowerCase(Locale.ROOT);
  }
}
