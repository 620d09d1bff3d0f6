package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptTest {
  @Test
  void an_attempt_s_demand_is_told_the_same_way() {
    Attempt<Long> lost =
        new Attempt<>(
            1,
            Instant.EPOCH,
            Instant.EPOCH.plusMillis(20),
            null,
            new IllegalStateException("server 1: down"));

    assertThatThrownBy(() -> Assertions.assertThat(lost).as("the read").returned(3L))
        .hasMessage("[the read] expected: 3\nseen: server 1 failed after 20 ms: down");
  }
}
