package dev.syslab.kit.run;

import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records who does what when in one test: the subjects' calls, and the faults. Keeps every fault
 * and the latest calls.
 */
public final class TimelineRecorder {
  private static final int KEPT = 400;

  private final long origin = System.nanoTime();
  private final Deque<Entry> calls = new ArrayDeque<>();
  private final List<Entry> faults = new ArrayList<>();
  private int forgotten;

  /** An event that has begun. */
  public final class Entry {
    private final String who;
    private final String what;
    private final Duration at = now();
    private final List<Event.Mark> marks = new ArrayList<>();
    private Kind kind;
    private String result = "";
    private Duration took;

    private Entry(Kind kind, String who, String what) {
      this.kind = kind;
      this.who = who;
      this.what = what;
    }

    /** Records that something happened during it. */
    public void mark(String what) {
      synchronized (TimelineRecorder.this) {
        marks.add(new Event.Mark(now(), what));
      }
    }

    /** Records how it ended. */
    public void end(Kind how, String result) {
      synchronized (TimelineRecorder.this) {
        this.kind = how;
        this.result = result;
        this.took = now().minus(at);
      }
    }

    private Event event() {
      Duration lasted = took == null ? now().minus(at) : took;
      return new Event(kind, who, what, result, at, lasted, took != null, List.copyOf(marks));
    }
  }

  /** Records that a call begins. */
  public synchronized Entry call(String who, String what) {
    if (calls.size() == KEPT) {
      calls.removeFirst();
      forgotten++;
    }
    Entry entry = new Entry(Kind.RUNNING, who, what);
    calls.addLast(entry);
    return entry;
  }

  /** Records that a fault begins. */
  public synchronized Entry fault(String what) {
    Entry entry = new Entry(Kind.FAULT, Timeline.FAULT, what);
    faults.add(entry);
    return entry;
  }

  /** Everything recorded so far. */
  public synchronized Timeline timeline() {
    List<Event> events =
        Stream.concat(calls.stream(), faults.stream())
            .map(Entry::event)
            .sorted(Comparator.comparing(Event::at))
            .toList();
    return new Timeline(events, forgotten);
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - origin);
  }
}
