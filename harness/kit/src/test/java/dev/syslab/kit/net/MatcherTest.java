package dev.syslab.kit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatcherTest {

  /** Where the pattern begins, without overlaps, by the library's own search. */
  private static List<Integer> expected(String text, String pattern) {
    List<Integer> found = new ArrayList<>();
    for (int at = text.indexOf(pattern);
        at >= 0;
        at = text.indexOf(pattern, at + pattern.length())) {
      found.add(at);
    }
    return found;
  }

  @Test
  void finds_what_index_of_finds_however_the_stream_is_cut() {
    Random random = new Random(20_261);
    for (int round = 0; round < 3_000; round++) {
      // Two letters only: patterns overlap themselves and their own beginnings all the time.
      String text = letters(random, random.nextInt(60));
      String pattern = letters(random, 1 + random.nextInt(5));

      List<Integer> found = search(random, text, pattern);

      assertThat(found)
          .as("round %d: “%s” in “%s”", round, pattern, text)
          .isEqualTo(expected(text, pattern));
    }
  }

  /** The chunks' matches as positions in the stream, by where they end. */
  private static List<Integer> search(Random random, String text, String pattern) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Matcher matcher = new Matcher(pattern);
    List<Integer> expected = expected(text, pattern);
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(6));
      for (int before : matcher.accept(bytes, at, length)) {
        int began = at + before;
        // A match that began in an earlier chunk is reported at 0 of the one in which it ends.
        boolean early = before == 0 && found.size() < expected.size();
        found.add(early && expected.get(found.size()) < at ? expected.get(found.size()) : began);
        int end = found.get(found.size() - 1) + pattern.length();
        assertThat(end).as("ends in this chunk").isGreaterThan(at).isLessThanOrEqualTo(at + length);
      }
      at += length;
    }
    return found;
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(random.nextBoolean() ? 'a' : 'b');
    }
    return text.toString();
  }

  @Test
  void finds_a_text_of_several_bytes_a_letter_cut_inside_one() {
    byte[] bytes = "x€y".getBytes(StandardCharsets.UTF_8);
    Matcher matcher = new Matcher("€");

    assertThat(matcher.accept(bytes, 0, 2)).isEmpty();
    assertThat(matcher.accept(bytes, 2, 3)).containsExactly(0);
  }

  @Test
  void an_empty_pattern_is_refused() {
    assertThatThrownBy(() -> new Matcher(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pattern must not be empty");
  }
}
