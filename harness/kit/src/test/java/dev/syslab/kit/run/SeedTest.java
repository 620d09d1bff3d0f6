package dev.syslab.kit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedTest {
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
}
