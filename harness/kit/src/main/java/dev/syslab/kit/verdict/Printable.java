package dev.syslab.kit.verdict;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program's output in a form that is safe for a terminal and a report: without anything that
 * would control the terminal or garble the report.
 */
public final class Printable {
  private static final Pattern ESCAPE =
      Pattern.compile("\u001b(\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007]*\u0007?|.)");
  // Control characters, unpaired surrogates, and Unicode's noncharacters.
  private static final Pattern UNREADABLE =
      Pattern.compile(
          "[\\p{Cntrl}\\x{80}-\\x{9f}\\x{d800}-\\x{dfff}\\x{fffe}\\x{ffff}&&[^\\t\\n]]");

  // They are invisible, and change the order or the line breaks of the surrounding text.
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\x{61c}\\x{200e}\\x{200f}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}\\x{feff}]");

  private Printable() {}

  /**
   * Removes colours and cursor movements; escapes, as Java source does, characters that change the
   * writing direction, break lines or have no width; replaces everything else that cannot be shown
   * with a �.
   */
  public static String of(String text) {
    return text.chars().allMatch(Printable::isPlain) ? text : cleaned(text);
  }

  private static boolean isPlain(int character) {
    return character >= ' ' && character < 0x7f
        || character == '\n'
        || character == '\t'
        || character >= 0xa0 && character < 0x600
        || character >= 0x2070 && character < 0xd800;
  }

  private static String cleaned(String text) {
    String readable = UNREADABLE.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll("\uFFFD");
    return INVISIBLE
        .matcher(readable)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.format(Locale.ROOT, "\\u%04x", (int) found.group().charAt(0))));
  }
}
