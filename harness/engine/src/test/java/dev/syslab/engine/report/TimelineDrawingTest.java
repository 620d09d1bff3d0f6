package dev.syslab.engine.report;

import static dev.syslab.engine.report.Reports.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.report.TimelineDrawing.Bar;
import dev.syslab.engine.report.TimelineDrawing.Drawing;
import dev.syslab.engine.report.TimelineDrawing.Lane;
import dev.syslab.engine.report.TimelineDrawing.Row;
import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Timeline;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where lanes, bars and ticks stand. */
class TimelineDrawingTest {

  private static Drawing drawn(List<Event> events) {
    return new TimelineDrawing(new Timeline(events, 0)).draw();
  }

  @Test
  void each_party_has_a_lane_and_each_event_a_bar_as_long_as_it_lasted() {
    Drawing drawing = new TimelineDrawing(Reports.race()).draw();

    assertThat(drawing.lanes())
        .extracting(Lane::name)
        .containsExactly("server 0", "server 1", "fault");
    Bar find = drawing.lanes().get(0).rows().get(0).bars().get(0);
    assertThat(find.left()).isEqualTo("2.50%");
    assertThat(find.width()).isEqualTo("97.50%");
    assertThat(find.title()).isEqualTo("find(p1) → old, 390.0 ms");
    Bar fault = drawing.lanes().get(2).rows().get(0).bars().get(0);
    assertThat(fault.left()).isEqualTo("0.00%");
    assertThat(fault.name()).isEqualTo("server 0 to Redis is holding");
    assertThat(fault.spots().get(0).left()).isEqualTo("37.50%");
    assertThat(drawing.faults()).containsExactly(fault);
    assertThat(drawing.lanes().get(1).rows().get(0).bars().get(0).kind()).isEqualTo("lost");
  }

  @Test
  void calls_of_one_party_that_overlap_lie_in_rows_of_their_own() {
    Drawing drawing =
        drawn(
            List.of(
                event(Kind.RETURNED, "server 0", "a()", "", 0, 500),
                event(Kind.RETURNED, "server 0", "b()", "", 100, 100),
                event(Kind.RETURNED, "server 0", "c()", "", 600, 400)));

    List<Row> rows = drawing.lanes().get(0).rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).bars()).extracting(Bar::name).containsExactly("a", "c");
    assertThat(rows.get(1).bars()).extracting(Bar::name).containsExactly("b");
  }

  @Test
  void a_name_that_has_no_room_to_the_right_stands_to_the_left_of_its_bar() {
    Drawing drawing =
        drawn(
            List.of(
                event(Kind.RETURNED, "server 0", "find()", "", 0, 100),
                event(Kind.RETURNED, "server 0", "find()", "", 995, 5)));

    List<Bar> bars = drawing.lanes().get(0).rows().get(0).bars();
    assertThat(bars).extracting(Bar::flipped).containsExactly(false, true);
  }

  @Test
  void very_many_events_are_drawn_thin_and_all_told_in_words() {
    Drawing drawing =
        drawn(
            IntStream.range(0, 300)
                .mapToObj(i -> event(Kind.RETURNED, "server " + i % 3, "view()", "" + i, i, 20))
                .toList());

    assertThat(drawing.dense()).isTrue();
    assertThat(drawing.shortList()).isFalse();
    assertThat(drawing.entries()).hasSize(300);
    assertThat(drawing.lanes()).allMatch(lane -> lane.rows().size() < 10);
  }

  @Test
  void ticks_are_few_round_and_inside() {
    for (long span : List.of(3, 70, 999, 1_000, 12_345, 60_000)) {
      var scale = new TimeScale(1_384.2, 1_384.2 + span);
      assertThat(scale.ticks()).as("%d ms", span).hasSizeBetween(2, 6);
      assertThat(scale.ticks()).extracting(TimeScale.Tick::label).doesNotHaveDuplicates();
    }
    assertThat(new TimeScale(1_384, 1_810).ticks())
        .extracting(TimeScale.Tick::label)
        .containsExactly("1.4 s", "1.5 s", "1.6 s", "1.7 s", "1.8 s");
    assertThat(new TimeScale(0, 100).ticks())
        .extracting(TimeScale.Tick::label)
        .containsExactly("0 ms", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms");
  }

  @Test
  void an_event_that_took_no_time_is_still_placed() {
    Drawing drawing = drawn(List.of(event(Kind.FAULT, "fault", "cut", "", 5, 0)));

    assertThat(drawing.lanes().get(0).rows().get(0).bars().get(0).left()).isEqualTo("0.00%");
  }
}
