package dev.syslab.kit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How values are written in messages. */
public final class Text {
  private static final int LONGEST = 120;

  private Text() {}

  public static String of(Duration time) {
    double millis = time.toNanos() / 1e6;
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return millis < 2_000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  public static String of(Object value) {
    if (value instanceof Optional<?> optional) {
      // As the contract means it: the value itself, or nothing. Other languages have no such
      // wrapper.
      return optional.map(Text::of).orElse("none");
    }
    String text =
        value instanceof byte[] bytes
            ? bytes.length + " bytes"
            : value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** The first few of many, and how many more there are. */
  public static String few(Collection<?> values) {
    String some = values.stream().limit(8).map(Text::of).collect(Collectors.joining(", "));
    return values.size() <= 8 ? some : some + " and " + (values.size() - 8) + " more";
  }
}
