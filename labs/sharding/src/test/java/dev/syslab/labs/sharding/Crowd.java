package dev.syslab.labs.sharding;

import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Keys in great numbers, all different. */
record Crowd(String before, long first, long step, LongFunction<String> spelling, String after) {
  private static final int LONG = 150;
  private static final int DIGITS = 18;

  /** What the keys of a crowd have in common; a weak hash is weak for one of them. */
  enum Form {
    SEQUENTIAL,
    SCATTERED,
    LONG_BEGINNING,
    LONG_END,
    EQUAL_HASH_CODES,
    DOUBLED_DIGITS,
    HIGH_BYTES,
    UPPER_AND_LOWER_CASE,
    NORMAL_FORMS
  }

  static Crowd of(Form form, Random random) {
    String word = Long.toString(random.nextLong(1L << 40, 1L << 50), 36);
    long first = random.nextLong(1L << 16);
    LongFunction<String> decimal = Long::toString;
    return switch (form) {
      case SEQUENTIAL -> new Crowd("customer:" + word + ":", first, 1, decimal, "");
      case SCATTERED -> new Crowd("", random.nextLong(), random.nextLong() | 1, decimal, "");
      case LONG_BEGINNING -> new Crowd(word.repeat(LONG / word.length()), first, 1, decimal, "");
      case LONG_END -> new Crowd("", first, 1, decimal, word.repeat(LONG / word.length()));
      case EQUAL_HASH_CODES -> digits(first, "Aa", "BB");
      case DOUBLED_DIGITS -> digits(first, "00", "11", "22", "33", "44", "55", "66", "77");
      case HIGH_BYTES -> digits(first, "\u4e41", "\u4f41", "\u5041", "\u5141");
      case UPPER_AND_LOWER_CASE -> digits(first, "\u00e9", "\u00c9");
      case NORMAL_FORMS -> digits(first, "\u00e9", "e\u0301");
    };
  }

  /** Numbers of as many digits as all others, each written like this. */
  private static Crowd digits(long first, String... digits) {
    LongFunction<String> spelling =
        number ->
            LongStream.iterate(number, rest -> rest / digits.length)
                .limit(DIGITS)
                .mapToObj(rest -> digits[(int) (rest % digits.length)])
                .collect(Collectors.joining());
    return new Crowd("", first, 1, spelling, "");
  }

  /** For tests that are not about hashing. */
  static Crowd any(Random random) {
    return of(Form.SEQUENTIAL, random);
  }

  /** The keys of these numbers. */
  List<String> keys(int from, int count) {
    return LongStream.range(from, from + (long) count)
        .mapToObj(i -> before + spelling.apply(first + i * step) + after)
        .toList();
  }
}
