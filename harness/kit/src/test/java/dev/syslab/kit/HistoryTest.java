package dev.syslab.kit;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.Assertions.assertThatThrownBy;

import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Attempt<Long> returned(long value) {
    return new Attempt<>(1, NOON, NOON.plusMillis(12), value, null);
  }

  private static Attempt<Long> lost(String why) {
    return new Attempt<>(0, NOON, NOON.plusMillis(2_500), null, new IllegalStateException(why));
  }

  @Test
  void lost_is_what_was_acknowledged_and_never_seen() {
    History<String> history = History.empty();
    history.attempted("unsure");
    history.acknowledged("kept");
    history.acknowledged("gone");
    history.observed("kept", NOON);

    assertThat(history.lost()).containsExactly("gone");
    assertThatThrownBy(() -> assertThat(history).lostNothing())
        .hasMessage("1 acknowledged values were never seen again: gone");
  }

  @Test
  void unexpected_is_what_nobody_wrote() {
    History<String> history = History.empty();
    history.attempted("unsure");
    history.observed("unsure", NOON);
    history.observed("ghost", NOON);
    history.observed("ghost", NOON);

    assertThat(history.unexpected()).containsExactly("ghost");
    assertThatThrownBy(() -> assertThat(history).nothingUnexpected())
        .hasMessage("1 values were seen that nobody wrote: ghost");
  }

  @Test
  void duplicated_is_what_was_seen_twice() {
    History<String> history = History.empty();
    history.observed("a", NOON);
    history.observed("b", NOON);
    history.observed("a", NOON);

    assertThat(history.duplicated()).isEqualTo(Map.of("a", 2));
    assertThatThrownBy(() -> assertThat(history).nothingDuplicated())
        .hasMessage("1 values were seen more than once: a");
  }

  @Test
  void stale_is_an_old_value_seen_by_a_look_that_began_after_a_newer_was_acknowledged() {
    History<Integer> history = History.empty();
    Instant before = Instant.now().minusSeconds(1);
    history.acknowledged(1);
    history.acknowledged(2);
    Instant after = Instant.now().plusMillis(1);
    history.observed(1, before);
    history.observed(2, after);
    assertThat(history).nothingStale(Comparator.naturalOrder());

    history.observed(1, after);

    assertThat(history.stale(Comparator.naturalOrder())).hasSize(1);
    assertThatThrownBy(() -> assertThat(history).nothingStale(Comparator.naturalOrder()))
        .hasMessage(
            "1 reads began after a newer value had been acknowledged, and still saw an old one: 1");
  }

  @Test
  void each_number_once_names_what_is_missing_double_and_foreign() {
    History<Long> history =
        History.ofAttempts(List.of(returned(1), returned(2), returned(2), returned(9)));

    assertThatThrownBy(() -> assertThat(history).observedEachOnce(1, 4))
        .hasMessage(
            "1 to 4 should each be seen once; never seen: 3, 4; seen more than once: 2 (2 times); not expected: 9");
    assertThat(History.ofAttempts(List.of(returned(2), returned(1)))).observedEachOnce(1, 2);
  }

  @Test
  void acknowledged_all_shows_the_first_that_was_not() {
    History<Long> history = History.ofAttempts(List.of(returned(1), lost("100 % full")));

    assertThatThrownBy(() -> assertThat(history).acknowledgedAll())
        .hasMessage(
            "1 of 2 calls were not acknowledged; the first: server 0 failed after 2.5 s: 100 % full");
  }

  @Test
  void observed_only_names_the_others() {
    History<Long> history = History.ofAttempts(List.of(returned(1), returned(2)));

    assertThatThrownBy(() -> assertThat(history).observedOnly(1L))
        .hasMessage("all should have seen 1; 1 saw something else: 2");
  }

  @Test
  void an_attempt_tells_how_it_ended() {
    assertThatThrownBy(() -> assertThat(lost("down")).isAcknowledged())
        .hasMessage("expected: the call returns\nseen: server 0 failed after 2.5 s: down");
    assertThatThrownBy(() -> assertThat(returned(3)).returned(4L))
        .hasMessage("expected: 4\nseen: server 1 returned 3 after 12 ms");
    assertThatThrownBy(() -> assertThat(returned(3)).failedWith(TimeoutException.class))
        .hasMessage(
            "expected: the call throws TimeoutException\nseen: server 1 returned 3 after 12 ms");
    assertThatThrownBy(() -> assertThat(lost("down")).endedWithin(Duration.ofSeconds(1)))
        .hasMessage("expected: to end within 1000 ms\nseen: it took 2.5 s");
    assertThat(lost("down")).failedWith(IllegalStateException.class);
    assertThatThrownBy(() -> lost("down").get()).hasMessage("down");
  }

  @Test
  void a_call_that_a_fault_did_not_meet_shows_nothing() {
    try (Fixtures.Scope scope = Fixtures.scope()) {
      Fault fault = scope.fault("redis is paused");

      assertThatThrownBy(() -> assertThat(returned(1)).during(fault))
          .isInstanceOf(Inconclusive.class)
          .hasMessage("the call was not in flight during the fault: redis is paused");

      Attempt<Long> meanwhile =
          new Attempt<>(0, Instant.now().minusSeconds(1), Instant.now().plusSeconds(1), 1L, null);
      assertThat(meanwhile).during(fault);
    }
  }
}
