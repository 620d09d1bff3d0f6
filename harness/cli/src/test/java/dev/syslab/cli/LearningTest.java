package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.lab.ProgramFiles;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.learn.Progress;
import dev.syslab.engine.scaffold.Scaffold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verbs by which somebody learns. */
class LearningTest extends CommandTest {
  @Test
  void a_lab_is_begun_in_another_language_once() throws IOException {
    misuse("Did you mean view-counter?", "new-subject", "view-conter", "go");
    misuse("for “pyton”. Did you mean python?", "new-subject", "view-counter", "pyton");
    misuse(
        "“kotlin”. Available: javascript, python, go, rust;",
        "new-subject",
        "view-counter",
        "kotlin");
    misuse("<language>", "new-subject", "view-counter");
    misuse(
        "you have no program for view-counter in “go”",
        "test",
        "view-counter",
        "--subject",
        "learner:go");
    misuse("“reference” is not your code", "watch", "view-counter", "--subject", "reference");
    Path folder = root.resolve("labs/view-counter/go");
    try {
      Result begun = run("new-subject", "view-counter", "go");
      assertThat(begun.code()).isZero();
      assertThat(begun.out())
          .startsWith("  labs/view-counter/go/my_view_counter.go\n")
          .contains("Next: ./lab watch view-counter");
      assertThat(run().out()).contains("edit labs/view-counter/go\n");

      misuse("already exist; nothing was written", "new-subject", "view-counter", "go");
      misuse("--debug works for Java", "test", "view-counter", "--debug");
      misuse("Available: learner:go", "test", "view-counter", "--subject", "learner:kotlin");
    } finally {
      for (Path file : ProgramFiles.in(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  @Test
  void the_status_shows_stages_and_what_to_do_next() {
    Result result = run();

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("· view-counter   0 of  1 stages   core: 0 of 1   30 min, core 30 min")
        .contains("· 1  One total for every server  ← you are here")
        .contains("Next: ./lab watch view-counter   tests stage 1 on every save")
        .contains("(to test once: ./lab test view-counter --stage 1)")
        .contains("stuck? ./lab hint view-counter");
  }

  @Test
  void only_the_lab_that_was_tested_last_is_unfolded() throws IOException {
    new Scaffold(new Workbook(root)).create("another-lab");
    try {
      assertThat(run().out()).contains("Next: ./lab watch another-lab");

      Workbook workbook = Workbook.ofUser(root);
      new Progress(workbook).record("view-counter", 1, false, "digest");

      String out = run().out();
      assertThat(out)
          .contains("· another-lab    0 of  1 stages   core: 0 of 1   30 min, core 30 min")
          .contains("○ view-counter   0 of  1 stages")
          .contains("Next: ./lab watch view-counter");
      assertThat(out.lines().filter(line -> line.contains("One total for every server")))
          .hasSize(1);
    } finally {
      for (String folder : new String[] {"labs/another-lab", "solutions/another-lab", "state"}) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @Test
  void a_hint_is_given_one_rung_at_a_time() {
    Result first = run("hint", "view-counter", "1", "--of", "read-modify-write", "--again");
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("Hint 1 of 3  stage 1, “read-modify-write”")
        .contains("Which line?")
        .contains("2 more hints on this ladder.")
        .doesNotContain("Redis can read, add and write in one command.");

    run("hint", "view-counter", "--of", "read-modify-write");
    assertThat(run("hint", "view-counter", "1", "--of", "read-modify-write").out())
        .contains("Redis can read, add and write in one command.")
        .contains("No more hints on this ladder.");
    assertThat(run("hint", "view-counter", "1", "--of", "read-modify-write").out())
        .contains("./lab solution view-counter --stage 1");
  }

  @Test
  void a_wrong_hint_or_stage_is_answered_with_the_nearest_or_the_range() {
    misuse("Did you mean read-modify-write?", "hint", "view-counter", "--of", "read-modify-wite");
    misuse("view-counter has no stage 7; its stages are 1 to 1", "hint", "view-counter", "7");
    misuse("Did you mean view-counter?", "hint", "view-conter");
    misuse("has no stage 7", "solution", "view-counter", "--stage", "7");
    misuse("Did you mean view-counter?", "watch", "view-conter");
  }

  @Test
  void the_solution_is_shown_on_request_only() {
    Result refused = run("solution", "view-counter");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("no stage of view-counter passes yet")
        .contains("./lab solution view-counter --spoil");

    Result shown = run("solution", "view-counter", "--spoil");
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("──── solutions/view-counter/README.md ────")
        .contains("public class RedisViewCounter implements ViewCounter");
    assertThat(run("solution", "view-counter", "--stage", "1", "--spoil").out())
        .contains("## Stage 1: One total for every server")
        .doesNotContain("public class");
  }

  @Test
  void progress_names_its_file() {
    Result result = run("progress");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("view-counter   0 of  1 stages")
        .contains("recorded in " + root.resolve("state/progress.properties"));
  }
}
