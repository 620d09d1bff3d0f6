package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.lab.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, in a workbook with one scaffolded lab. No server is started. */
class MainTest {
  @TempDir static Path root;

  private record Result(int code, String out, String err) {}

  private static TestWorkbook workbook;

  @BeforeAll
  static void scaffold() throws IOException {
    workbook = TestWorkbook.in(root);
  }

  @AfterAll
  static void restore() {
    workbook.close();
  }

  private static Result run(String... arguments) {
    Printed printed = Printed.by(() -> OptionalInt.of(Main.run(arguments)));
    return new Result(printed.code().getAsInt(), printed.out(), printed.err());
  }

  private static void misuse(String message, String... arguments) {
    Result result = run(arguments);
    assertThat(result.err()).contains(message);
    assertThat(result.code()).as(String.join(" ", arguments)).isEqualTo(64);
  }

  @Test
  void every_verb_has_help() {
    assertThat(run("--help").code()).isZero();
    for (String verb :
        List.of(
            "list",
            "test",
            "watch",
            "hint",
            "solution",
            "progress",
            "doctor",
            "up",
            "down",
            "logs",
            "verify",
            "contract",
            "new-subject",
            "new",
            "completion")) {
      Result help = run(verb, "--help");
      assertThat(help.code()).as(verb).isZero();
      assertThat(help.out()).as(verb).startsWith("Usage: lab " + verb).contains("--help");
      assertThat(run("--help").out()).contains("  " + verb);
    }
  }

  @Test
  void an_unknown_option_or_verb_is_answered_with_the_nearest() {
    misuse("--stage", "test", "view-counter", "--stag", "1");
    misuse("See ./lab test --help", "test", "view-counter", "--nonsense");
    misuse("Did you mean verify?", "verfy");
    misuse("Did you mean test?", "tset", "view-counter");
    assertThat(run("entirely-else").err()).doesNotContain("Did you mean");
    misuse("See ./lab --help", "--nonsense");
  }

  @Test
  void what_is_missing_or_of_another_kind_is_named() {
    misuse("<lab>", "test");
    misuse(
        "“one” is not an int".replace("“one”", "'one'"), "test", "view-counter", "--repeat", "one");
    misuse("cloud", "test", "view-counter", "--services", "cloud");
    misuse("mysql", "up", "mysql");
  }

  @Test
  void where_the_skeleton_has_gone_the_way_to_get_it_back_is_said() throws IOException {
    Path skeleton = TestWorkbook.skeleton(root);
    Path away = root.resolve("away");
    Files.move(skeleton, away);
    try {
      Result result = run("test", "view-counter", "--services", "embedded");
      assertThat(result.err())
          .contains("expected in a file whose name begins with My")
          .contains("git restore labs/view-counter/src/main/java");
      assertThat(result.code()).isEqualTo(1);
    } finally {
      Files.move(away, skeleton);
    }
  }

  @Test
  void an_unknown_lab_is_answered_with_the_nearest() {
    misuse("there is no lab “view-conter”. Did you mean view-counter?", "test", "view-conter");
    misuse("there is no lab “outbox”. The labs: view-counter.", "verify", "outbox");
  }

  @Test
  void a_stage_out_of_range_is_named_with_the_range() {
    for (String stage : List.of("0", "-1", "99")) {
      misuse(
          "view-counter has no stage " + stage + "; its stages are 1 to 1",
          "test",
          "view-counter",
          "--stage",
          stage);
    }
  }

  @Test
  void a_repeat_below_one_is_refused() {
    misuse("--repeat must be at least 1, was 0", "test", "view-counter", "--repeat", "0");
    misuse("--repeat must be at least 1, was -3", "verify", "view-counter", "--repeat", "-3");
  }

  @Test
  void a_report_that_cannot_be_written_is_trouble_before_the_trial() throws IOException {
    Path file = Files.createTempFile("report", "");
    Result result = run("test", "view-counter", "--report", file.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("no report can be written to " + file)
        .doesNotContain("\tat ");
    assertThat(result.out()).doesNotContain("Stage 1");
  }

  @Test
  void a_contract_is_shown_as_http_and_json() {
    Result result = run("contract", "view-counter");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "POST /add  {\"page\": string}",
            "  200  integer",
            "Each may also answer 422 with IllegalArgumentException or IllegalStateException.",
            "",
            "What each method promises stands above it, in prose, in labs/view-counter/src/main/java/dev/syslab/labs/viewcounter/ViewCounter.java; how to serve it, in docs/subject-protocol.md.");
  }

  @Test
  void a_bad_seed_is_quoted() {
    misuse(
        "a seed is 1 to 16 letters and digits, was “a b”", "test", "view-counter", "--seed", "a b");
  }

  @Test
  void a_bad_subject_is_answered_with_the_forms_or_the_nearest() {
    misuse(
        "“nobody” is no subject: learner, learner:<language>, reference,",
        "test",
        "view-counter",
        "--subject",
        "nobody");
    misuse("view-counter has no reference in", "test", "view-counter", "--subject", "nobody");
    misuse("is no subject", "test", "view-counter", "--subject", "cmd:");
    misuse("--debug opens a Java", "test", "view-counter", "--debug", "--subject", "javascript");
    misuse(
        "view-counter has no mistake “in-memry”. Did you mean in-memory?",
        "test",
        "view-counter",
        "--subject",
        "mistake:in-memry");
    misuse(
        "view-counter has no alternative “x”. It has: compare-and-set",
        "test",
        "view-counter",
        "--subject",
        "alternative:x");
  }

  @Test
  void a_lab_is_begun_in_another_language_once() throws IOException {
    misuse("Did you mean view-counter?", "new-subject", "view-conter", "go");
    misuse("for “pyton”. Did you mean python?", "new-subject", "view-counter", "pyton");
    misuse("“rust”. There are: javascript, python, go;", "new-subject", "view-counter", "rust");
    misuse("<language>", "new-subject", "view-counter");
    misuse("no program of yours in “go”", "test", "view-counter", "--subject", "learner:go");
    misuse("“reference” is not your code", "watch", "view-counter", "--subject", "reference");
    Path folder = root.resolve("labs/view-counter/go");
    try {
      Result begun = run("new-subject", "view-counter", "go");
      assertThat(begun.code()).isZero();
      assertThat(begun.out())
          .startsWith("  labs/view-counter/go/my_view_counter.go\n")
          .contains("Next: ./lab watch view-counter");
      assertThat(run().out()).contains("edit labs/view-counter/go\n");

      misuse("are there already; nothing was written", "new-subject", "view-counter", "go");
      misuse("--debug opens a Java", "test", "view-counter", "--debug");
      misuse("There is: learner:go", "test", "view-counter", "--subject", "learner:rust");
    } finally {
      for (Path file : ProgramFiles.in(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  @Test
  void a_bad_lab_name_is_refused() {
    misuse("“View Counter” is no lab name", "new", "View Counter");
    misuse("is there already", "new", "view-counter");
  }

  @Test
  void code_that_does_not_compile_fails_with_file_and_line() throws IOException {
    Path file =
        root.resolve("labs/view-counter/src/main/java/dev/syslab/labs/viewcounter/Extra.java");
    Files.writeString(
        file, "package dev.syslab.labs.viewcounter;\nclass Extra { int x = \"\"; }\n");
    try {
      // The first look without git takes what is there for the original, so it must not hold this.
      Result result = run("test", "view-counter");

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .contains("viewcounter/Extra.java:2: incompatible types")
          .doesNotContain("\tat ");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void list_as_json_parses() throws IOException {
    Result result = run("list", "--json");

    assertThat(result.code()).isZero();
    JsonNode lab = new ObjectMapper().readTree(result.out()).get(0);
    assertThat(lab.fieldNames())
        .toIterable()
        .containsExactly(
            "name", "title", "summary", "level", "minutes", "servers", "stages", "points");
    assertThat(lab.get("name").asText()).isEqualTo("view-counter");
    assertThat(lab.get("servers").get(0).asText()).isEqualTo("redis");
    assertThat(lab.get("stages").asInt()).isEqualTo(1);
  }

  @Test
  void the_status_shows_stages_and_what_to_do_next() {
    Result result = run();

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("view-counter  0 of 1 stages")
        .contains("· 1  One total for every server  ← you are here")
        .contains("Next: ./lab watch view-counter   tests stage 1 at every save")
        .contains("(once: ./lab test view-counter --stage 1)")
        .contains("stuck? ./lab hint view-counter");
  }

  @Test
  void a_hint_is_given_one_rung_at_a_time() {
    Result first = run("hint", "view-counter", "1", "--of", "read-modify-write", "--again");
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("Hint 1 of 3  stage 1, “read-modify-write”")
        .contains("Which line?")
        .contains("2 more of this kind.")
        .doesNotContain("Redis can read, add and write in one command.");

    run("hint", "view-counter", "--of", "read-modify-write");
    assertThat(run("hint", "view-counter", "1", "--of", "read-modify-write").out())
        .contains("Redis can read, add and write in one command.")
        .contains("No more of this kind.");
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
        .contains("view-counter  0 of 1 stages")
        .contains("noted in " + root.resolve("state/progress.properties"));
  }

  @Test
  void changed_excludes_labs_and_base_needs_it() {
    misuse("--changed chooses the labs itself", "verify", "view-counter", "--changed");
    misuse("add --changed", "verify", "--base", "main");
    misuse("is no git repository", "verify", "--changed");
    misuse("ksh", "completion", "ksh");
  }
}
