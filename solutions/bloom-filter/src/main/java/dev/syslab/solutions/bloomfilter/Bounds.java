package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.BloomFilters;
import dev.syslab.labs.bloomfilter.Spec;
import java.util.List;

/** What the contract allows. Everything is checked before anything is done. */
final class Bounds {
  private static final long MOST_KEYS = 1_000_000_000;
  private static final long MOST_ROWS = 10_000_000;

  private Bounds() {}

  static void spec(Spec spec) {
    number("keys", spec.keys(), MOST_KEYS);
    if (!(spec.rate() >= 1e-9 && spec.rate() <= 0.5)) {
      throw new IllegalArgumentException("rate: %s; 1e-9 to 0.5".formatted(spec.rate()));
    }
    double optimum = Shape.optimum(spec.keys(), spec.rate());
    if (optimum > BloomFilters.MOST_BITS) {
      throw new IllegalArgumentException(
          "%d keys at a rate of %s need %.0f bits; at most %d"
              .formatted(spec.keys(), spec.rate(), optimum, BloomFilters.MOST_BITS));
    }
  }

  static void name(String filter) {
    text("a filter's name", filter, BloomFilters.LONGEST_NAME);
  }

  static void keys(List<String> keys) {
    keys.forEach(key -> text("a key", key, BloomFilters.LONGEST_KEY));
  }

  static void ids(String viewer, List<String> clips) {
    text("a viewer", viewer, BloomFilters.LONGEST_ID);
    clips.forEach(clip -> text("a clip", clip, BloomFilters.LONGEST_ID));
  }

  static void rows(long rows) {
    number("rows", rows, MOST_ROWS);
  }

  private static void number(String what, long number, long most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("%s: %d; 1 to %d".formatted(what, number, most));
    }
  }

  private static void text(String what, String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      throw new IllegalArgumentException(
          "%s has %d characters; 1 to %d".formatted(what, text.length(), longest));
    }
  }
}
