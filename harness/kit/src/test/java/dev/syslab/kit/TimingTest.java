package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {
  private final List<String> seen = new ArrayList<>();

  private void tries(int tries, Error... failures) throws Exception {
    Timing.quickestOf(
        tries,
        () -> {
          seen.add("try");
          int number = (int) seen.stream().filter("try"::equals).count();
          if (number <= failures.length) {
            throw failures[number - 1];
          }
        },
        () -> seen.add("between"));
  }

  @Test
  void what_is_in_time_is_tried_once() throws Exception {
    tries(3);

    assertThat(seen).containsExactly("try");
  }

  @Test
  void what_was_too_late_once_may_be_in_time() throws Exception {
    tries(3, new TooLate("1"), new TooLate("2"));

    assertThat(seen).containsExactly("try", "between", "try", "between", "try");
  }

  @Test
  void what_is_too_late_each_time_fails_with_the_last() {
    assertThatThrownBy(() -> tries(2, new TooLate("1"), new TooLate("2")))
        .isInstanceOf(TooLate.class)
        .hasMessage("2");
  }

  @Test
  void what_is_wrong_is_not_tried_again() {
    assertThatThrownBy(() -> tries(3, new AssertionError("wrong"))).hasMessage("wrong");

    assertThat(seen).containsExactly("try");
    assertThatThrownBy(() -> tries(0)).hasMessageContaining("tries must be at least 1, not 0");
  }

  @Test
  void an_attempt_that_took_too_long_is_too_late() {
    Instant began = Instant.now();
    Attempt<String> attempt = new Attempt<>(0, began, began.plusMillis(1500), "done", null);

    assertThatThrownBy(
            () -> Assertions.assertThat(attempt).as("a read").endedWithin(Duration.ofSeconds(1)))
        .isInstanceOf(TooLate.class)
        .hasMessageContaining("a read")
        .hasMessageContaining("expected: to end within 1000 ms")
        .hasMessageContaining("seen: it took 1500 ms");
  }

  @Test
  void a_time_at_its_bound_is_in_time() {
    Duration bound = Duration.ofSeconds(1);
    Timing.expectWithin(bound, bound, "a read");

    assertThatThrownBy(() -> Timing.expectWithin(bound, bound.plusMillis(1), "a read"))
        .isInstanceOf(TooLate.class)
        .hasMessage("a read\nexpected: at most 1000 ms\nseen: 1001 ms");
  }
}
