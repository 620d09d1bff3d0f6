package dev.syslab.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Inputs that a contract allows and naive code gets wrong: a test parameter, drawn from the trial's
 * seed. Friendly inputs alone let a wrong solution pass, such as one that truncates a key at forty
 * characters, keys a map by {@code hashCode}, or stores a price in an {@code int}.
 *
 * <p>A list of at least {@link #ENOUGH} values includes every dangerous kind that its bounds allow;
 * a shorter one includes some of them, chosen by the seed, and keeps together those that a mistake
 * confuses with each other. The rest of a list is random. No value occurs in it twice, and the seed
 * determines its order.
 */
public final class Hostile {
  /** A list of at least this size includes every kind of dangerous value that its bounds allow. */
  public static final int ENOUGH = 80;

  private static final String LETTERS = "bcdfghjkmnpqrstvwxz";
  private static final String MORE_LETTERS = LETTERS + "0189-_. éßøЖñ雪字한😀𝔘";
  private static final int WORD = 5;
  private static final int USUAL_LENGTH = 24;

  private final Random random;

  Hostile(Random random) {
    this.random = random;
  }

  /**
   * Two different values that a mistake confuses with each other.
   *
   * @param difference the only difference between them, for a message: “case”, “a trailing space”
   */
  public record Pair(String one, String other, String difference) {}

  /** One identifier: any of those that {@link #ids} returns. */
  public String id(Length length) {
    return ids(1, length).get(0);
  }

  /**
   * Identifiers, such as keys, user names and paths: pairs that differ only in case, in their
   * Unicode normal form, in a leading or trailing space, or in the last character of the longest;
   * strings with equal {@code hashCode}; text beyond Latin-1 and beyond the BMP; separators,
   * wildcards, quotes, tabs and line breaks; text that looks like a number or like nothing; the
   * shortest and the longest.
   *
   * @param count at least 0
   * @param length what the contract allows
   * @throws IllegalArgumentException if there are not as many different ones
   */
  public List<String> ids(int count, Length length) {
    return drawn(count, families(length), length);
  }

  /**
   * Human-readable names, which often contain spaces and accents. Two that differ are two names,
   * however similar they look.
   *
   * @throws IllegalArgumentException if there are not as many different ones
   */
  public List<String> names(int count, Length length) {
    List<List<String>> families = families(length);
    String word = word();
    families.add(
        List.of(
            "O'" + capital(word),
            "de la " + capital(word),
            capital(word) + ", Jr.",
            capital(word) + "  " + word,
            "Łukasz " + word,
            "İ" + word,
            "名" + word));
    return drawn(count, families, length);
  }

  /**
   * Free text: names, and also markup, code, format directives and several lines.
   *
   * @throws IllegalArgumentException if there are not as many different ones
   */
  public List<String> texts(int count, Length length) {
    List<List<String>> families = families(length);
    String word = word();
    families.add(
        List.of(
            "<script>alert('" + word + "')</script>",
            "&lt;" + word + "&amp;",
            "{\"" + word + "\": [1, null]}",
            word + "\r\n" + word + "\n\n" + word + "\t",
            "%s %d %n " + word,
            "${" + word + "} #{" + word + "}",
            "\\u0041\\n" + word,
            "👩‍👩‍👧 " + word + " \u202eabc"));
    return drawn(count, families, length);
  }

  /**
   * Every pair of identifiers that the length allows; at least one. For a test that checks that two
   * values are kept apart.
   */
  public List<Pair> pairs(Length length) {
    List<Pair> pairs = allowedPairs(length);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("the length allows none of the pairs");
    }
    Collections.shuffle(pairs, random);
    return pairs;
  }

  private List<Pair> allowedPairs(Length length) {
    String word = word();
    String accented = word + "é";
    String longest = length.filled(word, 'k', "");
    String last = longest.substring(0, longest.length() - 1);
    List<Pair> pairs =
        new ArrayList<>(
            List.of(
                new Pair(word, capital(word), "case"),
                new Pair(accented, word + "e\u0301", "the Unicode normal form"),
                new Pair(word, word + " ", "a trailing space"),
                new Pair(word, " " + word, "a leading space"),
                new Pair("Aa" + word, "BB" + word, "spelling, but not in hashCode"),
                new Pair(last + "k", last + "q", "the last character of the longest"),
                new Pair(word + "雪", word + "雲", "a character beyond Latin-1"),
                new Pair(word + "😀", word + "😁", "a character beyond the BMP"),
                new Pair(word + ":" + word, word, "the text after a colon"),
                new Pair("{" + word + "}", "{" + word + "}" + word, "the text after braces"),
                new Pair("7", "07", "a leading zero")));
    pairs.removeIf(pair -> !length.allows(pair.one()) || !length.allows(pair.other()));
    return pairs;
  }

  /**
   * Whole numbers, such as amounts of money in the smallest unit: both bounds and their neighbours,
   * 0, 1 and −1, numbers that neither an {@code int} nor a {@code double} can represent, two that
   * are so far apart that their difference overflows an {@code int}, amounts that binary fractions
   * cannot represent.
   *
   * @throws IllegalArgumentException if the bounds do not hold as many different ones
   */
  public List<Long> amounts(int count, long least, long most) {
    List<List<Long>> families =
        new ArrayList<>(
            List.of(
                List.of(most, most - 1),
                List.of(least, least + 1),
                List.of(0L, 1L, -1L),
                List.of((long) Integer.MAX_VALUE, 1L + Integer.MAX_VALUE, 5_000_000_000L),
                List.of((long) Integer.MIN_VALUE, -1L + Integer.MIN_VALUE),
                List.of(1L << 53, (1L << 53) + 1, (1L << 53) - 1),
                List.of(2_000_000_000L, -2_000_000_000L),
                List.of(30L, 1_999L, 1_005L),
                List.of(255L, 256L, 65_536L)));
    return numbers(count, families, least, most, value -> value);
  }

  /**
   * Like {@link #amounts}, for values that the contract declares as {@code int}: counts, sizes,
   * weights.
   *
   * @throws IllegalArgumentException if the bounds do not hold as many different ones
   */
  public List<Integer> counts(int count, int least, int most) {
    return amounts(count, least, most).stream().map(Long::intValue).toList();
  }

  /**
   * Points in time, to the millisecond: both bounds, the epoch, a leap day, both sides of a new
   * year and of the end of 32-bit seconds, whole seconds and the last millisecond of one.
   *
   * @param first the earliest; whole milliseconds
   * @throws IllegalArgumentException if the bounds do not hold as many different ones
   */
  public List<Instant> instants(int count, Instant first, Instant last) {
    List<List<Long>> families =
        new ArrayList<>(
            List.of(
                List.of(last.toEpochMilli(), last.toEpochMilli() - 1),
                List.of(first.toEpochMilli(), first.toEpochMilli() + 1),
                List.of(0L, -1L, 1L),
                millis("2024-02-29T12:00:00Z", "2028-02-29T23:59:59.999Z"),
                millis("2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z"),
                millis("2038-01-19T03:14:07.999Z", "2038-01-19T03:14:08Z"),
                millis("2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z")));
    Instant some = first.plus(Duration.between(first, last).dividedBy(2));
    long whole = some.truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
    families.add(List.of(whole, whole - 1));
    return numbers(
        count, families, first.toEpochMilli(), last.toEpochMilli(), Instant::ofEpochMilli);
  }

  private static List<Long> millis(String... instants) {
    return List.of(instants).stream().map(one -> Instant.parse(one).toEpochMilli()).toList();
  }

  /** Groups of identifiers; a mistake confuses the members of a group with each other. */
  private List<List<String>> families(Length length) {
    List<List<String>> families = new ArrayList<>();
    for (Pair pair : allowedPairs(length)) {
      families.add(List.of(pair.one(), pair.other()));
    }
    String word = word();
    families.add(List.of(length.filled("", LETTERS.charAt(random.nextInt(5)), "")));
    families.add(List.of(length.filled(word, '雪', "")));
    families.add(List.of("", "0", " ", "*", "%"));
    families.add(List.of("null", "undefined", "NaN", "-1", "1e3", "true"));
    families.add(List.of(word + "*", word + "?", word + "[a-z]", word + "%", word + "_"));
    families.add(List.of(word + "/../" + word, "/" + word, word + "%2F", word + "+" + word));
    families.add(List.of(word + "' OR '1'='1", word + "\"", word + "\\", word + ";--", "$" + word));
    families.add(List.of(word + "\t" + word, word + "\n", word + "\r\n" + word));
    families.add(List.of(word + "," + word, word + "|" + word, word + "=" + word, "#" + word));
    families.add(List.of(word + "ı", word + "I", word + "ß", word + "SS", word + "\u200b"));
    return families;
  }

  private List<String> drawn(int count, List<List<String>> families, Length length) {
    Set<String> drawn = new LinkedHashSet<>();
    Collections.shuffle(families, random);
    for (List<String> family : families) {
      for (String member : family) {
        if (drawn.size() < count && length.allows(member)) {
          drawn.add(member);
        }
      }
    }
    int tries = 0;
    while (drawn.size() < count) {
      String next = randomText(1 + random.nextInt(Math.min(USUAL_LENGTH, length.most())));
      if (length.allows(next)) {
        drawn.add(next);
      }
      if (++tries > 1_000 + 100 * count) {
        throw new IllegalArgumentException(
            "the length allows fewer than " + count + " different strings, or barely more");
      }
    }
    return inAnyOrder(drawn);
  }

  private <T> List<T> numbers(
      int count, List<List<Long>> families, long least, long most, LongFunction<T> of) {
    if (least > most || (most - least >= 0 && most - least < count - 1L)) {
      throw new IllegalArgumentException(
          "there are no " + count + " different numbers from " + least + " to " + most);
    }
    Set<Long> drawn = new LinkedHashSet<>();
    Collections.shuffle(families, random);
    for (List<Long> family : families) {
      for (long member : family) {
        if (drawn.size() < count && member >= least && member <= most) {
          drawn.add(member);
        }
      }
    }
    while (drawn.size() < count) {
      drawn.add(between(least, most));
    }
    return inAnyOrder(drawn).stream().map(of::apply).toList();
  }

  /** Small distances from the lower bound are as likely as large ones. */
  private long between(long least, long most) {
    long span = most - least;
    if (span < 0) {
      return random.nextLong(least, most);
    }
    int bits = 64 - Long.numberOfLeadingZeros(span);
    long reach = Math.min(span, (1L << Math.min(62, 1 + random.nextInt(Math.max(1, bits)))) - 1);
    return least + (reach == 0 ? 0 : random.nextLong(reach + 1));
  }

  private <T> List<T> inAnyOrder(Set<T> values) {
    List<T> list = new ArrayList<>(values);
    Collections.shuffle(list, random);
    return List.copyOf(list);
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < WORD; i++) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  private String randomText(int codePoints) {
    int[] alphabet = MORE_LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < codePoints; i++) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
