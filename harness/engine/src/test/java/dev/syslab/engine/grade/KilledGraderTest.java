package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.kit.Wait;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A grader that is killed with -9 in the middle of a cohort. */
@Timeout(600)
class KilledGraderTest {
  private static final int SUBMISSIONS = 6;

  @TempDir Path folder;

  /** Grades the cohort in a folder and writes a line for each trial that it begins. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      Services services = Services.open(folder.resolve("home"));
      LabFolder lab = new Workbook(folder.resolve("workbook")).lab("view-counter");
      new Cohorts.Grading(
              services,
              lab,
              folder.resolve("out"),
              false,
              Optional.empty(),
              Optional.of(Mode.EMBEDDED),
              System.out::println,
              () -> append(folder.resolve("trials"), "trial\n"))
          .of(Submissions.in(folder.resolve("cohort")).all());
    }

    private static void append(Path file, String line) {
      try {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Process grader() throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  /** The grades that are whole, with the time at which each was written. */
  private Map<String, Object> grades() throws IOException {
    Path place = folder.resolve("out/view-counter");
    if (!Files.exists(place)) {
      return Map.of();
    }
    Map<String, Object> grades = new TreeMap<>();
    try (Stream<Path> all = Files.list(place)) {
      for (Path one : all.toList()) {
        Path grade = one.resolve(GradeBook.GRADE);
        if (GradeBook.read(grade).isPresent()) {
          grades.put(one.getFileName().toString(), Files.getLastModifiedTime(grade));
        }
      }
    }
    return grades;
  }

  private long trials() throws IOException {
    Path file = folder.resolve("trials");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private boolean some() {
    try {
      return grades().size() >= 2;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_next_one_loses_nothing_and_repeats_nothing() throws Exception {
    Files.createDirectory(folder.resolve("home"));
    Cohorts.lab(folder.resolve("workbook"));
    for (int i = 0; i < SUBMISSIONS; i++) {
      Cohorts.handIn(folder.resolve("cohort/learner-" + i), Map.of(Cohorts.MINE, Cohorts.right()));
    }
    try {
      Process first = grader();
      try {
        assertThat(Wait.atMost(Duration.ofMinutes(4), this::some)).as(this::log).isTrue();
      } finally {
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
      }
      Map<String, Object> before = grades();
      assertThat(before).as("killed in the middle").hasSizeBetween(2, SUBMISSIONS - 1);
      long begun = trials();

      Process second = grader();
      try {
        assertThat(second.waitFor(4, TimeUnit.MINUTES)).as(this::log).isTrue();
      } finally {
        second.destroyForcibly();
      }

      assertThat(second.exitValue()).as(this::log).isZero();
      Map<String, Object> after = grades();
      assertThat(after).hasSize(SUBMISSIONS).containsAllEntriesOf(before);
      assertThat(trials() - begun)
          .as("trials after the kill")
          .isEqualTo(SUBMISSIONS - before.size());
      assertThat(outcomes()).containsOnly(GradeOutcome.PASS);
      assertThat(folder.resolve("out/.work")).isEmptyDirectory();
    } finally {
      Services.open(folder.resolve("home")).down();
    }
  }

  private List<GradeOutcome> outcomes() {
    try (GradeBook book = GradeBook.open(folder.resolve("out"))) {
      return book.entries().stream()
          .map(entry -> entry.grade().outcome())
          .collect(Collectors.toList());
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
