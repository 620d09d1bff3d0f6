package dev.syslab.kit.verdict;

import java.time.Duration;
import java.util.List;

/**
 * What one party of a test did, and when.
 *
 * @param who {@code server 0}, {@code fault}, …
 * @param what a call with its arguments, or the fault
 * @param result its result; empty if there was none
 * @param at when it began, counted from the test's beginning
 * @param took how long it lasted, or has lasted so far if it has not ended
 * @param ended whether it has ended
 * @param marks what happened in between, in chronological order
 */
public record Event(
    Kind kind,
    String who,
    String what,
    String result,
    Duration at,
    Duration took,
    boolean ended,
    List<Mark> marks) {

  /** A subject's text can be anything; it is kept in a printable form. */
  public Event {
    who = Printable.of(who);
    what = Printable.of(what);
    result = Printable.of(result);
  }

  /** How it ended. */
  public enum Kind {
    /** A call that returned. */
    RETURNED,
    /** A call that ended with an error of the contract. */
    REFUSED,
    /** A call without an answer that the contract declares. */
    LOST,
    /** A call that has not ended. */
    RUNNING,
    /** Something that the test broke on purpose. */
    FAULT
  }

  /** A moment during an event, such as the one in which a fault took effect. */
  public record Mark(Duration at, String what) {
    public Mark {
      what = Printable.of(what);
    }
  }

  /** When it ended, or now. */
  public Duration end() {
    return at.plus(took);
  }

  /** The call's method without its arguments; the whole text of anything else. */
  public String name() {
    int arguments = what.indexOf('(');
    return kind == Kind.FAULT || arguments < 0 ? what : what.substring(0, arguments);
  }
}
