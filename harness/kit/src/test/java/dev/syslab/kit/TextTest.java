package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTest {
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
