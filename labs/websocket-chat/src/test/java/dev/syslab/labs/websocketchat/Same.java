package dev.syslab.labs.websocketchat;

import java.util.List;

/** Compares long values, and reports how much of them differs and where the difference begins. */
final class Same {
  private static final int AROUND = 20;

  private Same() {}

  static void list(String what, List<?> seen, List<?> expected) {
    int longest = Math.max(seen.size(), expected.size());
    int first = longest;
    int different = 0;
    for (int i = longest - 1; i >= 0; i--) {
      if (!at(i, seen).equals(at(i, expected))) {
        first = i;
        different++;
      }
    }
    if (different > 0) {
      throw new AssertionError(
          "%s: %,d of %,d differ; the first is number %,d\nexpected: %s\nseen: %s"
              .formatted(
                  what, different, longest, first + 1, at(first, expected), at(first, seen)));
    }
  }

  private static String at(int index, List<?> list) {
    return index < list.size() ? String.valueOf(list.get(index)) : "nothing";
  }

  static void text(String what, String seen, String expected) {
    int first = 0;
    while (first < Math.min(seen.length(), expected.length())
        && seen.charAt(first) == expected.charAt(first)) {
      first++;
    }
    if (!seen.equals(expected)) {
      throw new AssertionError(
          "%s differs from character %,d on\nexpected: %s\nseen: %s"
              .formatted(what, first + 1, around(first, expected), around(first, seen)));
    }
  }

  /** A part of a text, with unprintable characters escaped. */
  static String around(int index, String text) {
    int from = Math.max(0, index - AROUND);
    int to = Math.min(text.length(), index + AROUND);
    StringBuilder part = new StringBuilder(from > 0 ? "…" : "").append('“');
    text.substring(from, to)
        .chars()
        .forEach(
            c -> {
              if (c >= ' ' && c < 0x7F) {
                part.append((char) c);
              } else {
                part.append("\\u%04X".formatted(c));
              }
            });
    return part.append('”').append(to < text.length() ? "…" : "")
        + " (%,d characters)".formatted(text.length());
  }
}
