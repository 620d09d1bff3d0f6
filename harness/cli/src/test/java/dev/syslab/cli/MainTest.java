package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line. */
class MainTest extends CommandTest {
  @Test
  void every_verb_has_help() {
    assertThat(run("--help").code()).isZero();
    for (String verb :
        List.of(
            "list",
            "test",
            "watch",
            "play",
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
            "grade",
            "grade-merge",
            "new",
            "calc",
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
    misuse("view-counter has no page", "play", "view-counter", "--subject", "reference");
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
    misuse(
        "there is no lab called “view-conter”. Did you mean view-counter?", "test", "view-conter");
    misuse("there is no lab called “outbox”. The labs: view-counter.", "verify", "outbox");
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
  void one_stage_and_the_core_exclude_each_other() {
    misuse(
        "--stage selects one stage, --stages core several",
        "test",
        "view-counter",
        "--stage",
        "1",
        "--stages",
        "core");
    misuse("half", "verify", "--stages", "half");
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
            "The comments above each method say what it promises:"
                + " labs/view-counter/src/main/java/dev/syslab/labs/viewcounter/ViewCounter.java."
                + " How to serve it: docs/subject-protocol.md.");
  }

  @Test
  void the_availability_of_components_is_computed() {
    Result result = run("calc", "availability", "--sequence", "99.9,99.9");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "available  99.8 %",
            "down       17 h 31 min 22 s a year",
            "down       1 h 27 min 37 s a month",
            "down       20 min 9 s a week",
            "down       2 min 53 s a day");
    assertThat(run("calc", "availability", "99.9").out()).contains("8 h 45 min 57 s a year");
    misuse("“latency” cannot be computed", "calc", "latency", "99");
    misuse("give one of", "calc", "availability");
    misuse("give one of", "calc", "availability", "99", "--parallel", "99,98");
    misuse("but found “x)”", "calc", "availability", "--parallel", "99,x");
  }

  @Test
  void a_bad_seed_is_quoted() {
    misuse(
        "a seed is 1 to 16 letters and digits, was “a b”", "test", "view-counter", "--seed", "a b");
  }

  @Test
  void a_bad_subject_is_answered_with_the_forms_or_the_nearest() {
    misuse(
        "“nobody” is not a subject; use learner, learner:<language>, reference,",
        "test",
        "view-counter",
        "--subject",
        "nobody");
    misuse("view-counter has no reference in", "test", "view-counter", "--subject", "nobody");
    misuse("is not a subject", "test", "view-counter", "--subject", "cmd:");
    misuse("--debug works for Java", "test", "view-counter", "--debug", "--subject", "javascript");
    misuse(
        "view-counter has no mistake “in-memry”. Did you mean in-memory?",
        "test",
        "view-counter",
        "--subject",
        "mistake:in-memry");
    misuse(
        "view-counter has no alternative “x”. Available: compare-and-set",
        "test",
        "view-counter",
        "--subject",
        "alternative:x");
  }

  @Test
  void a_bad_lab_name_is_refused() {
    misuse("“View Counter” is not a valid lab name", "new", "View Counter");
    misuse("already exists", "new", "view-counter");
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
            "name",
            "title",
            "summary",
            "level",
            "minutes",
            "coreMinutes",
            "servers",
            "stages",
            "core",
            "points");
    assertThat(lab.get("name").asText()).isEqualTo("view-counter");
    assertThat(lab.get("servers").get(0).asText()).isEqualTo("redis");
    assertThat(lab.get("stages").asInt()).isEqualTo(1);
  }

  @Test
  void changed_excludes_labs_and_base_needs_it() {
    misuse("--changed chooses the labs itself", "verify", "view-counter", "--changed");
    misuse("add one of them", "verify", "--base", "main");
    misuse("--sample covers all labs", "verify", "--sample", "view-counter");
    misuse("--sample covers all labs", "verify", "--sample", "--changed");
    misuse("is not a git repository", "verify", "--sample");
    misuse("is not a git repository", "verify", "--changed");
    misuse("ksh", "completion", "ksh");
  }
}
