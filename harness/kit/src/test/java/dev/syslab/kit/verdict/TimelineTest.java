package dev.syslab.kit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Event.Mark;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A timeline as text. */
class TimelineTest {

  private static Event call(String who, String what, long at, long took) {
    return new Event(Kind.RETURNED, who, what, "ok", ms(at), ms(took), true, List.of());
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static List<String> lines(Event... events) {
    return new Timeline(List.of(events), 0).lines();
  }

  @Test
  void what_overlaps_has_a_beginning_and_an_end_joined_by_a_rail() {
    Event fault =
        new Event(
            Kind.FAULT,
            "fault",
            "the link holds",
            "",
            ms(10),
            ms(60),
            true,
            List.of(new Mark(ms(30), "one is held")));

    assertThat(
            lines(
                fault,
                call("server 0", "find(p1)", 20, 70),
                call("server 1", "update(p1)", 40, 20),
                call("server 1", "find(p1)", 100, 5)))
        .containsExactly(
            "     10.0 ms  fault     ┌   the link holds",
            "     20.0 ms  server 0  │┌  find(p1)",
            "     30.0 ms  fault     ├│  took effect: one is held",
            "     40.0 ms  server 1  ││─ update(p1) → ok  (20.0 ms)",
            "     70.0 ms  fault     └│  ended: the link holds",
            "     90.0 ms  server 0   └  find → ok  (70.0 ms)",
            "    100.0 ms  server 1  ─   find(p1) → ok  (5.0 ms)");
  }

  @Test
  void of_many_calls_alike_the_first_and_the_last_are_shown() {
    Event[] calls =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    i < 7
                        ? call("server 0", "find(p" + i + ")", i * 10, 5)
                        : call("server 1", "update(p1)", i * 10, 5))
            .toArray(Event[]::new);

    assertThat(lines(calls))
        .containsExactly(
            "      0.0 ms  server 0  ─ find(p0) → ok  (5.0 ms)",
            "     10.0 ms  server 0  ─ … 5 more calls of find",
            "     60.0 ms  server 0  ─ find(p6) → ok  (5.0 ms)",
            "     70.0 ms  server 1  ─ update(p1) → ok  (5.0 ms)");
  }

  @Test
  void what_has_not_ended_says_so_and_has_no_end() {
    Event running =
        new Event(Kind.RUNNING, "server 0", "find(p1)", "", ms(1), ms(500), false, List.of());

    assertThat(lines(running, call("server 1", "find(p1)", 2, 3)))
        .containsExactly(
            "      1.0 ms  server 0  ┌  find(p1) … still in flight",
            "      2.0 ms  server 1  │─ find(p1) → ok  (3.0 ms)");
  }

  @Test
  void a_timeline_of_one_party_says_nothing() {
    assertThat(lines(call("server 0", "a()", 1, 5), call("server 0", "b()", 2, 5))).isEmpty();
  }

  @Test
  void only_the_last_lines_are_shown_and_the_others_counted() {
    Event[] events =
        IntStream.range(0, 100)
            .mapToObj(i -> call("server " + i % 2, "call " + i, 10 * i, 5))
            .toArray(Event[]::new);

    List<String> lines = new Timeline(List.of(events), 1_000).lines();

    assertThat(lines).hasSize(29);
    assertThat(lines.get(0)).isEqualTo("… 1072 earlier events");
    assertThat(lines.get(28)).endsWith("call 99 → ok  (5.0 ms)");
  }

  @Test
  void more_at_once_than_there_are_rails_is_still_told() {
    Event[] events =
        IntStream.range(0, 10)
            .mapToObj(i -> call("server " + i, "find(" + i + ")", i, 100))
            .toArray(Event[]::new);

    assertThat(lines(events))
        .hasSize(20)
        .contains("      9.0 ms  server 9  ││││││┌ find(9)")
        .endsWith("    109.0 ms  server 9        └ find → ok  (100.0 ms)");
  }

  @Test
  void parties_are_in_order_with_the_faults_last() {
    Timeline timeline =
        new Timeline(
            List.of(
                call("fault", "x", 1, 1),
                call("server 10", "x", 1, 1),
                call("server 9", "x", 1, 1)),
            0);

    assertThat(timeline.parties()).containsExactly("server 9", "server 10", "fault");
  }
}
