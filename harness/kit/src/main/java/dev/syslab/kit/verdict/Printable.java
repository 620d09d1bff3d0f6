package dev.syslab.kit.process;

import java.util.regex.Pattern;

/** What a program said, fit for a terminal and a report: without what would steer them. */
final class Printable {
  private static final Pattern ESCAPE =
      Pattern.compile("\u001b(\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007]*\u0007?|.)");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n]]");

  private Printable() {}

  /** Colours and cursor moves are left out; every other control character becomes a �. */
  static String of(String text) {
    return CONTROL.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll("\uFFFD");
  }
}
