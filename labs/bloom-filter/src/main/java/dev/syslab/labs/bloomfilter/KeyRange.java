package dev.syslab.labs.bloomfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many keys in a few words, so that millions of them fit into one call. Key i, counted from 0, is
 * {@code before}, then {@code first + i × step} in decimal, then {@code after}. The number is a
 * Java {@code long}: after the largest, it wraps around to the smallest. A step of 1 gives keys in
 * sequence; a large odd one gives keys that look random.
 *
 * @param count how many keys; at most 1,000,000 in the tests
 */
public record KeyRange(String before, long first, long step, int count, String after) {
  private static final int BATCH = 1_000;

  /** All keys, a thousand at a time. */
  public Stream<List<String>> batches() {
    return IntStream.iterate(0, from -> from < count, from -> from + BATCH).mapToObj(this::batch);
  }

  private List<String> batch(int from) {
    int size = Math.min(BATCH, count - from);
    List<String> keys = new ArrayList<>(size);
    for (int i = from; i < from + size; i++) {
      keys.add(before + (first + i * step) + after);
    }
    return keys;
  }

  static long yes(List<Boolean> answers) {
    return answers.stream().filter(answer -> answer).count();
  }
}
