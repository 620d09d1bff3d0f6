package dev.syslab.kit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
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
}
