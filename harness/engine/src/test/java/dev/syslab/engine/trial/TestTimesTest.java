package dev.syslab.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.kit.verdict.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTimesTest {
  private static final TestEntry ONE = entry("one");
  private static final TestEntry OTHER = entry("other");

  private final TestTimes times = new TestTimes();

  private static TestEntry entry(String id) {
    return new TestEntry(id, id, "", "");
  }

  @Test
  void the_longest_come_first_and_before_them_what_is_not_known() {
    TestEntry unknown = entry("unknown");
    times.note("lab", "one", Outcome.PASS, 10);
    times.note("lab", "other", Outcome.PASS, 20);
    times.note("lab of another name", "unknown", Outcome.PASS, 1);

    assertThat(times.longestFirst("lab", List.of(ONE, OTHER, unknown)))
        .containsExactly(unknown, OTHER, ONE);
  }

  @Test
  void several_take_their_sum_which_is_known_when_each_is() {
    times.note("lab", "one", Outcome.PASS, 10);
    assertThat(times.of("lab", List.of(ONE, OTHER))).isEqualTo(Long.MAX_VALUE);

    times.note("lab", "other", Outcome.PASS, 20);
    assertThat(times.of("lab", List.of(ONE, OTHER))).isEqualTo(30);
  }

  @Test
  void a_failure_at_once_does_not_make_a_test_short() {
    times.note("lab", "one", Outcome.NOT_IMPLEMENTED, 1);
    times.note("lab", "one", Outcome.BLOCKED, 1);
    assertThat(times.of("lab", List.of(ONE))).isEqualTo(Long.MAX_VALUE);

    times.note("lab", "one", Outcome.PASS, 20);
    times.note("lab", "one", Outcome.FAIL, 2);
    assertThat(times.of("lab", List.of(ONE))).isEqualTo(20);

    times.note("lab", "one", Outcome.FAIL, 30);
    assertThat(times.of("lab", List.of(ONE))).isEqualTo(30);

    times.note("lab", "one", Outcome.PASS, 10);
    assertThat(times.of("lab", List.of(ONE))).isEqualTo(10);
  }
}
