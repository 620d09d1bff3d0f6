package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.watch.Key;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyboardTest {
  private static List<Optional<Key>> keys(String typed) {
    List<Optional<Key>> keys = new ArrayList<>();
    Keyboard.read(
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        character -> keys.add(Key.of(character)));
    return keys;
  }

  @Test
  void letters_are_keys_in_either_case_and_the_end_quits() {
    assertThat(keys("hLx\n"))
        .containsExactly(
            Optional.of(Key.HINT),
            Optional.of(Key.LIST),
            Optional.empty(),
            Optional.of(Key.AGAIN),
            Optional.of(Key.QUIT));
  }

  @Test
  void an_arrow_is_not_the_letter_that_it_ends_with() {
    assertThat(keys("\u001B[A")).containsExactly(Optional.of(Key.QUIT));
  }
}
