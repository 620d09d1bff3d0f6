package dev.syslab.labs.sharding;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Keys in great numbers, all different. */
record Crowd(String before, long first, long step, String after) {
  private static final int LONG = 150;

  /** What the keys of a crowd have in common; a weak hash is weak for one of them. */
  enum Form {
    SEQUENTIAL,
    SCATTERED,
    LONG_BEGINNING,
    LONG_END
  }

  static Crowd of(Form form, Random random) {
    String word = Long.toString(random.nextLong(1L << 40, 1L << 50), 36);
    long first = random.nextLong(1L << 40);
    return switch (form) {
      case SEQUENTIAL -> new Crowd("customer:" + word + ":", first, 1, "");
      case SCATTERED -> new Crowd("", random.nextLong(), random.nextLong() | 1, "");
      case LONG_BEGINNING -> new Crowd(word.repeat(LONG / word.length()), first, 1, "");
      case LONG_END -> new Crowd("", first, 1, word.repeat(LONG / word.length()));
    };
  }

  /** For tests that are not about hashing. */
  static Crowd any(Random random) {
    return of(Form.SEQUENTIAL, random);
  }

  /** The keys of these numbers. */
  List<String> keys(int from, int count) {
    return LongStream.range(from, from + (long) count)
        .mapToObj(i -> before + (first + i * step) + after)
        .toList();
  }
}
