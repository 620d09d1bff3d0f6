package dev.syslab.kit.run;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts an assertion's message into the form that every failure has: what happened, then what was
 * expected, what was seen, and the likely cause, each on a line that begins with its name.
 */
final class Findings {
  private static final String CAUSE = "Likely cause: ";
  private static final Pattern COMPARED =
      Pattern.compile("expected: (.*)\\R *but was: (.*)", Pattern.DOTALL);
  private static final Pattern RELATED =
      Pattern.compile(
          "Expecting (?:actual|size of):\\R\\s*(.*?)\\R((?:not )?to .*?):?(?:\\R\\s*(.*))?",
          Pattern.DOTALL);
  private static final Pattern TRUTH =
      Pattern.compile("Expecting value to be (true|false) but was (true|false)");
  private static final String TIME =
      "((?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)(?![\\w.])";
  private static final Pattern DURATION = Pattern.compile("(?<![\\w\"“])PT" + TIME);

  /** At the end of AssertJ's text for a duration, which omits the PT. */
  private static final Pattern SHORT_DURATION = Pattern.compile("(?<![\\w.\"“])" + TIME + "$");

  private static final Pattern CLAUSE =
      Pattern.compile("(.*)(?:[.:;]\\s+)([^.:;]*\\?)", Pattern.DOTALL);

  private Findings() {}

  /** A readable form of the message of an assertion by AssertJ or the kit. */
  static String of(String message) {
    return DURATION.matcher(arranged(message.strip())).replaceAll(Findings::seconds);
  }

  private static String seconds(MatchResult time) {
    return String.format(
        Locale.ROOT, "%.2f s", Duration.parse("PT" + time.group(1)).toNanos() / 1e9);
  }

  private static String arranged(String text) {
    int end = endOfDescription(text);
    if (end < 0) {
      return compared(text);
    }
    String description = text.substring(1, end).strip();
    String rest = compared(text.substring(end + 1).strip());
    int cause = description.indexOf(CAUSE);
    if (cause >= 0) {
      return joined(
          description.substring(0, cause),
          rest,
          CAUSE + description.substring(cause + CAUSE.length()));
    }
    Matcher question = CLAUSE.matcher(description);
    return question.matches() && !rest.contains(CAUSE)
        ? joined(question.group(1), rest, "Ask yourself: " + question.group(2))
        : joined(description, rest, "");
  }

  private static String joined(String situation, String findings, String cause) {
    return (situation.strip() + "\n" + findings + "\n" + cause).strip();
  }

  /** AssertJ puts a description in brackets, and brackets within it are usually paired. */
  private static int endOfDescription(String text) {
    int open = 0;
    for (int i = 0; i < text.length() && text.startsWith("["); i++) {
      open += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String compared(String text) {
    Matcher compared = COMPARED.matcher(text);
    if (compared.matches()) {
      return found(compared.group(1), compared.group(2));
    }
    Matcher truth = TRUTH.matcher(text);
    if (truth.matches()) {
      return found(truth.group(1), truth.group(2));
    }
    Matcher related = RELATED.matcher(text);
    if (!related.matches()) {
      return text;
    }
    String relation = related.group(2).replaceFirst(" but (was|did) .*", "");
    String other = related.group(3) == null ? "" : related.group(3);
    return found(
        relation + " " + other.replaceFirst("\\R?but (did not|could not find|was).*", ""),
        related.group(1));
  }

  private static String found(String expected, String seen) {
    return "expected: " + plain(expected) + "\nseen: " + plain(seen);
  }

  /** Whole numbers without the L that Java source needs, and durations in seconds. */
  private static String plain(String value) {
    return SHORT_DURATION
        .matcher(value.strip().replaceFirst("\\b([0-9]+)L$", "$1"))
        .replaceAll(Findings::seconds);
  }
}
