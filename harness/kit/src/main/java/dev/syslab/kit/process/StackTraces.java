package dev.syslab.kit.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Selects the lines of a Java program's stack trace that concern the program. */
final class StackTraces {
  private static final Pattern SILENT =
      Pattern.compile(
          "\\s+(at (java\\.base|jdk\\.[\\w.]+)/.*|at dev\\.syslab\\.subject\\.host\\..*|\\.\\.\\. \\d+ more)");

  private static final Pattern FRAME = Pattern.compile("\\s+(at .*|\\.\\.\\. \\d+ more)");
  private static final Pattern HEADLINE =
      Pattern.compile("(Exception in thread .*|Caused by: .*|([\\w$]+\\.)+[\\w$]+(: .*)?)");

  private StackTraces() {}

  /** Whether the line is not a frame of the JDK or the host: those are the same in every trace. */
  static boolean tells(String line) {
    return !SILENT.matcher(line).matches();
  }

  /**
   * The last lines; if they begin in the middle of a stack trace, the line that names its exception
   * comes first.
   */
  static List<String> end(List<String> lines, int most) {
    int from = Math.max(0, lines.size() - most);
    int head = from;
    while (head > 0 && FRAME.matcher(lines.get(head)).matches()) {
      head--;
    }
    if (head == from || !HEADLINE.matcher(lines.get(head)).matches()) {
      return lines.subList(from, lines.size());
    }
    List<String> end = new ArrayList<>(lines.subList(from + 1, lines.size()));
    end.add(0, lines.get(head));
    return end;
  }
}
