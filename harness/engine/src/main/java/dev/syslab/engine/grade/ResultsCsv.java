package dev.syslab.engine.grade;

import dev.syslab.engine.grade.GradeBook.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The grades as a table for spreadsheets and platforms: RFC 4180, UTF-8, one line a grade. */
final class ResultsCsv {
  private static final String END = "\r\n";

  private ResultsCsv() {}

  static String of(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    text.append(
            "submission,lab,outcome,earned,undecided,points,tests_passed,tests,attempts,seconds,changed_files,note")
        .append(END);
    for (Entry entry : entries) {
      Grade grade = entry.grade();
      String note =
          entry.regradeFailed()
              ? "a later grading was inconclusive; this is the grade before it"
              : grade.message().lines().findFirst().orElse("");
      text.append(
          line(
              grade.submission(),
              grade.lab(),
              grade.outcome(),
              grade.earned(),
              grade.undecided(),
              grade.points(),
              grade.tests(GradeOutcome.PASS),
              grade.tests(),
              grade.attempts(),
              grade.seconds(),
              grade.changed().size(),
              note));
    }
    return text.toString();
  }

  static String line(Object... values) {
    return Stream.of(values).map(ResultsCsv::field).collect(Collectors.joining(",")) + END;
  }

  /** A spreadsheet would calculate what begins like a formula; a stranger chose the name. */
  private static String field(Object value) {
    String text = String.valueOf(value);
    if (value instanceof String && text.matches("(?s)[=+\\-@\t\r].*")) {
      text = "'" + text;
    }
    return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
