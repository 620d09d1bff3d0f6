package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a book keeps, whatever happens to the commands that write it. */
class GradeBookTest {
  @TempDir Path folder;

  static Grade grade(String submission, GradeOutcome outcome, int earned, String message) {
    return grade("caching", submission, outcome, earned, message);
  }

  static Grade grade(
      String lab, String submission, GradeOutcome outcome, int earned, String message) {
    return new Grade(
        Grade.FORMAT,
        submission,
        lab,
        "digest",
        "originals",
        "all",
        "embedded",
        "SEED",
        outcome,
        message,
        earned,
        outcome == GradeOutcome.INCONCLUSIVE ? 100 : 0,
        100,
        1,
        2,
        List.of(),
        List.of());
  }

  private static GradeOutcome outcome(GradeBook book, String name) {
    return book.find("caching", name).map(Grade::outcome).orElse(null);
  }

  @Test
  void a_failed_regrade_does_not_replace_a_grade() throws Exception {
    try (GradeBook book = GradeBook.open(folder)) {
      book.enter("ada", grade("ada", GradeOutcome.INCONCLUSIVE, 0, ""));
      book.enter("ada", grade("ada", GradeOutcome.FAIL, 40, ""));

      boolean entered = book.enter("ada", grade("ada", GradeOutcome.INCONCLUSIVE, 0, "no engine"));

      assertThat(entered).isFalse();
      assertThat(book.find("caching", "ada").map(Grade::earned)).contains(40);
      assertThat(book.entries().get(0).regradeFailed()).isTrue();
      assertThat(ResultsCsv.of(book.entries())).contains("a later grading was inconclusive");

      book.enter("ada", grade("ada", GradeOutcome.PASS, 100, ""));

      assertThat(outcome(book, "ada")).isEqualTo(GradeOutcome.PASS);
      assertThat(book.entries().get(0).regradeFailed()).isFalse();
    }
  }

  @Test
  void a_grade_that_was_cut_off_is_no_grade() throws Exception {
    try (GradeBook book = GradeBook.open(folder)) {
      book.enter("ada", grade("ada", GradeOutcome.PASS, 100, ""));
      Path file = book.place("caching", "ada").resolve(GradeBook.GRADE);
      Files.writeString(file, Files.readString(file).substring(0, 60));

      assertThat(book.find("caching", "ada")).isEmpty();
      assertThat(book.entries()).isEmpty();
    }
  }

  @Test
  void one_command_at_a_time_writes_a_book() {
    try (GradeBook book = GradeBook.open(folder)) {
      assertThat(book.entries()).isEmpty();
      assertThatThrownBy(() -> GradeBook.open(folder))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("another command");
    }
    GradeBook.open(folder).close();
  }

  @Test
  void merged_books_hold_everybody_and_the_conclusive_grade() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    try (GradeBook book = GradeBook.open(one)) {
      book.enter("ada", grade("ada", GradeOutcome.PASS, 100, ""));
      book.enter("bob", grade("bob", GradeOutcome.INCONCLUSIVE, 0, ""));
    }
    try (GradeBook book = GradeBook.open(two)) {
      book.enter("bob", grade("bob", GradeOutcome.FAIL, 20, ""));
      book.enter("ada", grade("ada", GradeOutcome.INCONCLUSIVE, 0, ""));
      Files.writeString(book.place("caching", "bob").resolve("staff.html"), "page");
      new Similarity("caching", 80, "JPlag", 2, 1, List.of(), List.of(), "")
          .write(two.resolve("caching"));
    }

    try (GradeBook book = GradeBook.open(folder.resolve("all"))) {
      assertThat(book.take(one) + book.take(two)).isEqualTo(4);

      assertThat(outcome(book, "ada")).isEqualTo(GradeOutcome.PASS);
      assertThat(outcome(book, "bob")).isEqualTo(GradeOutcome.FAIL);
      assertThat(book.place("caching", "bob").resolve("staff.html")).hasContent("page");
      assertThat(Similarity.all(book.folder())).extracting(Similarity::submissions).containsOnly(2);
    }
  }

  @Test
  void a_stranger_cannot_write_formulas_or_lines_into_the_table() throws Exception {
    try (GradeBook book = GradeBook.open(folder)) {
      book.enter(
          "a", grade("=HYPERLINK(\"x\",\"y\")", GradeOutcome.FAIL, 0, "@sum, \"quoted\"\nmore"));

      String csv = ResultsCsv.of(book.entries());

      assertThat(csv.split("\r\n")).hasSize(2);
      assertThat(csv)
          .contains("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")
          .contains("\"'@sum, \"\"quoted\"\"\"");
    }
  }
}
