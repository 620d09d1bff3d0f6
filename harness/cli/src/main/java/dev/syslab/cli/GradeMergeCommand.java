package dev.syslab.cli;

import dev.syslab.engine.grade.CohortRun;
import dev.syslab.engine.grade.GradeBook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab grade-merge}: puts together what several machines have graded. */
@Command(
    name = "grade-merge",
    description = "Merge the grades of several ./lab grade --shard runs.")
final class GradeMergeCommand extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "<grades>",
      description = "The folders that were given as --out.")
  private List<Path> parts = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the merged grades go. Grades that are already there are kept.")
  private Path out;

  @Override
  public Integer call() {
    try (GradeBook book = GradeBook.open(context().path(out))) {
      for (Path part : parts) {
        out().printf("%s: %d grades%n", part, book.take(context().path(part)));
      }
      CohortRun.summarize(book, name -> context().manifests().of(context().workbook().lab(name)));
    }
    out().println("grades: " + context().path(out).resolve("results.csv"));
    return 0;
  }
}
