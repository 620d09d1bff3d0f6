package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.kit.process.Bubblewrap;
import dev.syslab.kit.process.DockerIsolation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the grader refuses to do. */
class GradeCommandTest extends CommandTest {
  @TempDir Path folder;
  private String cohort;
  private String out;

  @BeforeEach
  void handIn() throws Exception {
    cohort = Files.createDirectories(folder.resolve("cohort/ada")).getParent().toString();
    out = folder.resolve("out").toString();
  }

  @Test
  void strangers_code_is_not_run_where_it_cannot_be_isolated_unless_it_is_trusted() {
    System.setProperty(Bubblewrap.PROPERTY, "/none/bwrap");
    System.setProperty(DockerIsolation.PROPERTY, "/none/docker");
    try {
      Result result = run("grade", "view-counter", cohort, "--out", out);
      Result asked = run("grade", "view-counter", cohort, "--out", out, "--isolation", "docker");

      assertThat(result.code()).isEqualTo(64);
      assertThat(result.err())
          .contains("/none/bwrap is missing")
          .contains("/none/docker is missing")
          .contains("without isolation")
          .contains("add --trust");
      assertThat(asked.code()).isEqualTo(64);
      assertThat(asked.err()).contains("/none/docker is missing").doesNotContain("bwrap");
      assertThat(Path.of(out)).doesNotExist();
    } finally {
      System.clearProperty(Bubblewrap.PROPERTY);
      System.clearProperty(DockerIsolation.PROPERTY);
    }
  }

  @Test
  void what_makes_no_sense_is_refused() {
    misuse("--out", "grade", "view-counter", cohort);
    misuse(
        "choose either",
        "grade",
        "view-counter",
        cohort,
        "--out",
        out,
        "--trust",
        "--isolation",
        "bubblewrap");
    misuse("no lab called", "grade", "view-conter", cohort, "--out", out, "--trust");
    misuse("could not be read", "grade", "view-counter", cohort + "/none", "--out", out, "--trust");
    misuse(
        "--jobs must be at least 1", "grade", "view-counter", cohort, "--out", out, "--jobs", "0");
    misuse(
        "--time-limit must be at least 1",
        "grade",
        "view-counter",
        cohort,
        "--out",
        out,
        "--time-limit",
        "0");
    for (String shard : new String[] {"1", "a/b", "-1/2", "1/2/3"}) {
      misuse(
          "--shard must be I/N",
          "grade",
          "view-counter",
          cohort,
          "--out",
          out,
          "--trust",
          "--shard=" + shard);
    }
    misuse(
        "of 2 parts, the last is 1/2",
        "grade",
        "view-counter",
        cohort,
        "--out",
        out,
        "--trust",
        "--shard",
        "2/2");
    for (String threshold : new String[] {"0", "101", "x"}) {
      misuse(
          "--similarity-threshold",
          "grade",
          "view-counter",
          cohort,
          "--out",
          out,
          "--trust",
          "--similarity-threshold",
          threshold);
    }
    misuse("not a folder with grades", "grade-merge", cohort + "/none", "--out", out);
  }

  @Test
  void books_without_grades_merge_to_an_empty_table() throws Exception {
    Result result = run("grade-merge", cohort, "--out", out);

    assertThat(result.code()).isZero();
    assertThat(Files.readString(Path.of(out, "results.csv")).lines()).hasSize(1);
  }
}
