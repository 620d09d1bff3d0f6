package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seed, Outcome, TimelineRecorder, Text. */
class SmallTypesTest {

  private static int[] choices(Random random) {
    return IntStream.range(0, 8).map(i -> random.nextInt(1_000_000)).toArray();
  }

  @Test
  void the_same_seed_gives_a_test_the_same_choices_and_another_test_others() {
    int[] one = choices(new Seed("7K2Q").random("Stage1Test.a"));

    assertThat(choices(new Seed("7k2q").random("Stage1Test.a"))).isEqualTo(one);
    assertThat(choices(new Seed("7K2Q").random("Stage1Test.b"))).isNotEqualTo(one);
    assertThat(choices(new Seed("7K2R").random("Stage1Test.a"))).isNotEqualTo(one);
  }

  @Test
  void a_fresh_seed_can_be_typed_again() {
    for (int i = 0; i < 200; i++) {
      Seed seed = Seed.fresh();
      assertThat(seed.text()).matches("[2-9A-HJKMNP-Z]{4}");
      assertThat(new Seed(seed.toString())).isEqualTo(seed);
    }
  }

  @Test
  void an_illegal_seed_is_quoted() {
    for (String text : List.of("", "a b", "ä", "12345678901234567", "-1")) {
      assertThatThrownBy(() -> new Seed(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a seed is 1 to 16 letters and digits, was “" + text + "”");
    }
  }

  @Test
  void outcomes_together_are_the_gravest_and_none_is_no_pass() {
    assertThat(Outcome.of(List.of())).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(Outcome.of(List.of(Outcome.PASS, Outcome.PASS))).isEqualTo(Outcome.PASS);
    List<Outcome> byWeight =
        List.of(
            Outcome.PASS,
            Outcome.BLOCKED,
            Outcome.NOT_IMPLEMENTED,
            Outcome.INCONCLUSIVE,
            Outcome.FAIL,
            Outcome.TAMPERED);
    assertThat(byWeight).containsExactlyInAnyOrder(Outcome.values());
    for (int i = 1; i <= byWeight.size(); i++) {
      assertThat(Outcome.of(byWeight.subList(0, i))).isEqualTo(byWeight.get(i - 1));
    }
  }

  @Test
  void a_recorder_notes_calls_and_faults_from_their_beginning_to_their_end() {
    TimelineRecorder recorder = new TimelineRecorder();
    var fault = recorder.fault("the link is cut");
    var call = recorder.call("server 0", "find(1)");
    recorder.call("server 1", "find(2)");
    fault.mark("felt");
    call.end(Kind.LOST, "lost");
    fault.end(Kind.FAULT, "");

    List<Event> events = recorder.timeline().events();

    assertThat(events)
        .extracting(Event::what)
        .containsExactly("the link is cut", "find(1)", "find(2)");
    assertThat(events).extracting(Event::kind).containsExactly(Kind.FAULT, Kind.LOST, Kind.RUNNING);
    assertThat(events).extracting(Event::ended).containsExactly(true, true, false);
    assertThat(events.get(0).marks().get(0).at())
        .isBetween(events.get(1).at(), events.get(0).end());
    assertThat(events.get(0).end()).isGreaterThanOrEqualTo(events.get(1).end());
  }

  @Test
  void a_recorder_keeps_every_fault_and_the_last_calls() {
    TimelineRecorder recorder = new TimelineRecorder();
    recorder.fault("first of all");
    for (int i = 0; i < 1_000; i++) {
      recorder.call("server 0", "call " + i).end(Kind.RETURNED, "");
    }

    Timeline kept = recorder.timeline();

    assertThat(kept.earlier()).isEqualTo(600);
    assertThat(kept.events()).hasSize(401);
    assertThat(kept.events().get(0).what()).isEqualTo("first of all");
    assertThat(kept.events().get(400).what()).isEqualTo("call 999");
  }

  @Test
  void durations_are_written_for_people() {
    assertThat(Text.of(Duration.ofNanos(1_234_567))).isEqualTo("1.2 ms");
    assertThat(Text.of(Duration.ofMillis(1_999))).isEqualTo("1999 ms");
    assertThat(Text.of(Duration.ofMillis(2_040))).isEqualTo("2.0 s");
  }

  @Test
  void values_are_cut_and_bytes_counted() {
    assertThat(Text.of(new byte[3])).isEqualTo("3 bytes");
    assertThat(Text.of((Object) null)).isEqualTo("null");
    assertThat(Text.of(Optional.of(new byte[3]))).isEqualTo("3 bytes");
    assertThat(Text.of(Optional.empty())).isEqualTo("none");
    assertThat(Text.of("x".repeat(200))).hasSize(120).endsWith("x…");
    assertThat(Text.few(IntStream.range(0, 10).boxed().toList()))
        .isEqualTo("0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
  }
}
