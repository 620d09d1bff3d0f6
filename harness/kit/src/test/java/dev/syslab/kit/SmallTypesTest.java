package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seed, Outcome, Timeline, Text. */
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
  void a_timeline_is_in_the_order_of_time_and_aligned() {
    Timeline timeline = new Timeline();
    Instant now = Instant.now();
    timeline.add(now.plusMillis(20), "server 10", "second");
    timeline.add(now.plusMillis(10), "fault", "first");

    List<String> lines = timeline.lines();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches(" *[0-9.]+ ms  fault      first");
    assertThat(lines.get(1)).matches(" *[0-9.]+ ms  server 10  second");
  }

  @Test
  void a_timeline_of_one_party_says_nothing() {
    Timeline timeline = new Timeline();
    timeline.add("server 0", "one");
    timeline.add("server 0", "two");

    assertThat(timeline.lines()).isEmpty();
  }

  @Test
  void a_timeline_keeps_and_shows_the_last_events_only() {
    Timeline timeline = new Timeline();
    for (int i = 0; i < 10_000; i++) {
      timeline.add("server " + i % 2, "event " + i);
    }

    List<String> lines = timeline.lines();

    assertThat(lines).hasSize(25);
    assertThat(lines.get(0)).isEqualTo("… 3976 earlier events");
    assertThat(lines.get(24)).endsWith("event 9999");
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
    assertThat(Text.of("x".repeat(200))).hasSize(120).endsWith("x…");
    assertThat(Text.few(IntStream.range(0, 10).boxed().toList()))
        .isEqualTo("0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
  }
}
