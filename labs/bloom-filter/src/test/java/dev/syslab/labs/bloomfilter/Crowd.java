package dev.syslab.labs.bloomfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Keys in great numbers, all different, numbered from 0: a test adds the first ones and asks for
 * later ones.
 */
record Crowd(String before, long first, long step, String after) {
  /** What a busy machine answers in time, too. */
  private static final int LARGEST = 100_000;

  private static final int LONG = 400;

  /** What the keys of a crowd have in common; a weak hash is weak for one of them. */
  enum Form {
    SEQUENTIAL,
    SCATTERED,
    LONG_PREFIX,
    LONG_SUFFIX,
    LONG_PREFIX_AND_SUFFIX
  }

  static Crowd of(Form form, Random random) {
    String word = Long.toString(random.nextLong(1L << 50), 36);
    String longOne = word.repeat(LONG / word.length());
    long first = random.nextLong(1L << 40);
    return switch (form) {
      case SEQUENTIAL -> new Crowd("user:" + word + ":", first, 1, "");
      case SCATTERED -> new Crowd("", random.nextLong(), random.nextLong() | 1, "");
      case LONG_PREFIX -> new Crowd(longOne, first, 1, "");
      case LONG_SUFFIX -> new Crowd("", first, 1, longOne);
      case LONG_PREFIX_AND_SUFFIX -> new Crowd(longOne, first, 1, longOne);
    };
  }

  /** Any form: for tests that are not about hashing. */
  static Crowd any(Random random) {
    return of(Form.SEQUENTIAL, random);
  }

  /** Keys from a number on. */
  KeyRange range(long from, int count) {
    return new KeyRange(before, first + from * step, step, count, after);
  }

  /** As many keys as one likes, in ranges that one call can take. */
  List<KeyRange> ranges(long from, int count) {
    return parts(range(from, count));
  }

  static List<KeyRange> parts(KeyRange whole) {
    List<KeyRange> parts = new ArrayList<>();
    for (int done = 0; done < whole.count(); done += LARGEST) {
      parts.add(
          new KeyRange(
              whole.before(),
              whole.first() + done * whole.step(),
              whole.step(),
              Math.min(LARGEST, whole.count() - done),
              whole.after()));
    }
    return parts;
  }

  List<String> keys(long from, int count) {
    return range(from, count).batches().flatMap(List::stream).toList();
  }
}
