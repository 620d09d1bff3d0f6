package dev.syslab.kit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a failed assertion says to a person, with the sentences that AssertJ has today. */
class FindingsTest {

  private static String said(ThrowingCallable assertion) {
    return Findings.of(catchThrowable(assertion).getMessage());
  }

  @Test
  void a_comparison_says_expected_and_seen_and_asks_the_question_of_its_description() {
    assertThat(said(() -> assertThat(250L).as("rows, one each; do you look first?").isEqualTo(35)))
        .isEqualTo("rows, one each\nexpected: 35\nseen: 250\nAsk yourself: do you look first?");
    assertThat(said(() -> assertThat("b").isEqualTo("a")))
        .isEqualTo("expected: \"a\"\nseen: \"b\"");
  }

  @Test
  void a_likely_cause_in_the_description_comes_last() {
    assertThat(said(() -> assertThat(true).as("It went on. Likely cause: no lock").isFalse()))
        .isEqualTo("It went on.\nexpected: false\nseen: true\nLikely cause: no lock");
  }

  @Test
  void a_relation_says_what_was_expected_before_what_was_seen() {
    assertThat(said(() -> assertThat(Optional.of("old")).as("the answer").contains("new")))
        .isEqualTo("the answer\nexpected: to contain \"new\"\nseen: Optional[old]");
    assertThat(said(() -> assertThat(List.of(1)).as("keys").hasSizeGreaterThanOrEqualTo(10)))
        .isEqualTo("keys\nexpected: to be greater than or equal to 10\nseen: [1]");
    assertThat(said(() -> assertThat(5L).as("loads; one each?").isLessThanOrEqualTo(3L)))
        .isEqualTo(
            "loads\nexpected: to be less than or equal to 3\nseen: 5\nAsk yourself: one each?");
  }

  @Test
  void durations_are_written_as_people_say_them() {
    Duration took = Duration.ofMillis(9_570);

    assertThat(said(() -> assertThat(took).as("time").isLessThan(Duration.ofSeconds(3))))
        .isEqualTo("time\nexpected: to be less than 3.00 s\nseen: 9.57 s");
    assertThat(said(() -> assertThat(true).as("whether it is open after %s", took).isFalse()))
        .isEqualTo("whether it is open after 9.57 s\nexpected: false\nseen: true");
    assertThat(said(() -> assertThat("PT1S").as("the answer").isEqualTo("PT2S")))
        .isEqualTo("the answer\nexpected: \"PT2S\"\nseen: \"PT1S\"");
  }

  @Test
  void brackets_inside_a_description_do_not_end_it() {
    assertThat(said(() -> assertThat(1).as("Product[tags=[a]] of %s", "x").isEqualTo(2)))
        .isEqualTo("Product[tags=[a]] of x\nexpected: 2\nseen: 1");
    assertThat(Findings.of("[a [b expected")).isEqualTo("[a [b expected");
  }

  @Test
  void a_lab_s_own_words_stay_as_they_are() {
    String own = "It happened.\nexpected: a\nserver 0 answers: b\nLikely cause: c.";

    assertThat(Findings.of(own)).isEqualTo(own);
    assertThat(Findings.of("timed out after 5.0 s waiting for the end"))
        .isEqualTo("timed out after 5.0 s waiting for the end");
  }
}
