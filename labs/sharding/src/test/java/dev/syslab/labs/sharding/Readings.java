package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a clock reads that makes ids. */
final class Readings {
  /** The first and the last reading that the contract allows. */
  static final Instant OPENING = Instant.parse("2020-01-01T00:00:00Z");

  static final Instant CLOSING = Instant.parse("2079-12-31T23:59:59.999Z");

  static final Instant FIRST = Instant.parse("2020-01-01T00:00:01Z");
  static final Instant LAST = Instant.parse("2079-12-31T23:59:50Z");

  /** More than most sequence numbers can count in one millisecond. */
  private static final int RUSH = 5_000;

  private static final int[] UNSTEADY = {0, 0, 0, 5, 5, 0, 0, -1, -1, 60, 99, -1, 98, -2, -2};

  private Readings() {}

  /** A clock that stands, steps back by up to 100 ms, and is asked often in a millisecond. */
  static List<Instant> unsteady(Instant start) {
    List<Instant> readings = new ArrayList<>(List.of(back(start, UNSTEADY)));
    for (int i = 0; i < RUSH; i++) {
      readings.add(start.plusMillis(2));
    }
    readings.addAll(List.of(back(start, -2, -1, 50, -3, -3, -4, -3)));
    return readings;
  }

  static Instant[] back(Instant start, int... millis) {
    return Arrays.stream(millis).mapToObj(back -> start.minusMillis(back)).toArray(Instant[]::new);
  }

  static void expectRising(List<Instant> clock, List<Long> ids) {
    assertThat(ids).as("ids").hasSize(clock.size());
    assertThat(ids.get(0)).as("the first id, made at %s", clock.get(0)).isPositive();
    for (int i = 1; i < ids.size(); i++) {
      if (ids.get(i) <= ids.get(i - 1)) {
        throw new AssertionError(
            """
            The ids of one generator do not rise.
            expected: id %d, made at %s, is greater than %d, which was made at %s
            seen: %d
            Likely cause: the sequence restarts because the clock reading has changed, or has run
            out of numbers."""
                .formatted(i, clock.get(i), ids.get(i - 1), clock.get(i - 1), ids.get(i)));
      }
    }
  }
}
