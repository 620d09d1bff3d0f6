package dev.syslab.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of what a failed test says: what was expected, what was seen, the likely cause, or,
 * without a label, what happened.
 *
 * @param label such as {@code expected} or {@code server 0 answers}; empty for a sentence
 * @param kind {@code expected}, {@code seen}, {@code cause} or {@code told}
 */
public record Finding(String label, String kind, String text) {
  private static final Pattern LABEL =
      Pattern.compile(
          "(?:(expected)|(seen|but was|[^:]{1,30} answer(?:s|ed))|(Likely cause|Ask yourself)):(?= |$)");

  /** The name that a line of a message begins with, with its colon; empty if it has none. */
  public static Optional<String> label(String line) {
    Matcher match = LABEL.matcher(line);
    return match.lookingAt() ? Optional.of(match.group()) : Optional.empty();
  }

  /** The parts of a message, in its order. A line without a label goes on with the one before. */
  static List<Finding> of(String message) {
    List<Finding> findings = new ArrayList<>();
    for (String line : message.lines().toList()) {
      Matcher match = LABEL.matcher(line);
      if (match.lookingAt()) {
        String label = match.group().substring(0, match.end() - 1);
        findings.add(new Finding(label, kind(match), line.substring(match.end()).strip()));
      } else if (findings.isEmpty()) {
        findings.add(new Finding("", "told", line));
      } else {
        Finding last = findings.remove(findings.size() - 1);
        findings.add(new Finding(last.label, last.kind, (last.text + "\n" + line).strip()));
      }
    }
    return findings;
  }

  private static String kind(Matcher match) {
    return match.group(1) != null ? "expected" : match.group(2) != null ? "seen" : "cause";
  }
}
