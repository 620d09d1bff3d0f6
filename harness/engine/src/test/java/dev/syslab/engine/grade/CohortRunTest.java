package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.kit.process.Isolation;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample cohort, graded on a real server: right, partly right, each kind of wrong, and some
 * that try to cheat.
 */
@Timeout(1_800)
class CohortRunTest {
  private static final String TESTS =
      "labs/view-counter/src/test/java/dev/syslab/labs/viewcounter/";

  /** They take minutes. */
  private static final Set<String> SLOW = Set.of("never-answers", "compiler-bomb");

  private static final String NAMED_BADLY = "<script>alert(1)<∕script>";

  @TempDir static Path folder;
  private static Services services;
  private static LabFolder lab;
  private static Path cohort;
  private static Optional<Isolation> isolation;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AtomicInteger trials = new AtomicInteger();

  @BeforeAll
  static void handIn() throws Exception {
    services = Services.open(Files.createDirectory(folder.resolve("home")));
    lab = Cohorts.lab(folder.resolve("workbook"));
    isolation = Cohorts.sandboxes(Optional.empty());
    cohort = Files.createDirectory(folder.resolve("cohort"));
    Cohorts.copy(Cohorts.SAMPLE, cohort);
    Cohorts.handIn(
        cohort.resolve("compiler-bomb"),
        Map.of(
            Cohorts.MINE,
            Cohorts.right() + "class Bomb { static final String S = " + bomb() + "; }\n"));
    Cohorts.handIn(cohort.resolve(NAMED_BADLY), Map.of("README.txt", "hello"));
  }

  @AfterAll
  static void down() {
    services.down();
  }

  /** An expression that is small as text and takes the compiler long. */
  private static String bomb() {
    return Stream.generate(() -> "(\"x\"").limit(20_000).collect(Collectors.joining(" + "))
        + ")".repeat(20_000);
  }

  private Map<String, Grade> graded(Path out, boolean regrade, List<Submission> submissions) {
    return new Cohorts.Grading(
            services,
            lab,
            out,
            regrade,
            isolation,
            Optional.of(Mode.EMBEDDED),
            said::add,
            trials::incrementAndGet)
        .of(submissions);
  }

  private static Map<String, GradeOutcome> outcomes(Map<String, Grade> grades) {
    return Cohorts.outcomes(grades);
  }

  @Test
  void a_cohort_gets_the_grades_that_it_deserves() throws Exception {
    List<Submission> all = submissions(name -> !SLOW.contains(name));

    Map<String, Grade> grades = graded(folder.resolve("out"), false, all);

    Map<String, GradeOutcome> expected = new TreeMap<>();
    expected.put("right", GradeOutcome.PASS);
    expected.put("right-in-one-file", GradeOutcome.PASS);
    expected.put("not-begun", GradeOutcome.NOT_IMPLEMENTED);
    expected.put("forgets-a-count", GradeOutcome.FAIL);
    expected.put("no-bounds", GradeOutcome.FAIL);
    expected.put("does-not-compile", GradeOutcome.DOES_NOT_COMPILE);
    expected.put("changes-the-tests", GradeOutcome.TAMPERED);
    expected.put("exits", GradeOutcome.FAIL);
    expected.put("claims-to-pass", GradeOutcome.FAIL);
    expected.put("reads-your-files", isolation.isPresent() ? GradeOutcome.FAIL : GradeOutcome.PASS);
    expected.put("script-tags", GradeOutcome.FAIL);
    expected.put(NAMED_BADLY, GradeOutcome.NOT_IMPLEMENTED);
    assertThat(outcomes(grades)).isEqualTo(expected);
    assertThat(grades.get("right").earned()).isEqualTo(10);
    assertThat(grades.get("changes-the-tests").earned()).isZero();
    assertThat(grades.get("changes-the-tests").changed())
        .containsExactly(TESTS + "Stage1OneTotalTest.java");
    assertThat(grades.get("does-not-compile").message())
        .contains("MyViewCounter.java:")
        .contains("incompatible types");
    assertThat(grades.values()).allMatch(grade -> grade.tests() == 5 && grade.points() == 10);
    theReportsAreComplete(folder.resolve("out"));

    int before = trials.get();
    assertThat(outcomes(graded(folder.resolve("out"), false, all))).isEqualTo(expected);
    assertThat(trials).as("none is graded twice").hasValue(before);
  }

  @Test
  @Tag("nightly")
  void a_cohort_that_is_graded_again_gets_the_same_grades() throws Exception {
    List<Submission> all = submissions(name -> !SLOW.contains(name));
    Path out = folder.resolve("again");
    Map<String, GradeOutcome> first = outcomes(graded(out, false, all));
    int before = trials.get();

    assertThat(outcomes(graded(out, true, all))).isEqualTo(first).hasSize(all.size());

    assertThat(trials).as("trials").hasValueGreaterThan(before);
  }

  @Test
  @Tag("nightly")
  void what_takes_its_time_gets_its_grade_too() throws Exception {
    assertThat(outcomes(graded(folder.resolve("slow"), false, submissions(SLOW::contains))))
        .isEqualTo(
            Map.of(
                "never-answers",
                GradeOutcome.FAIL,
                "compiler-bomb",
                GradeOutcome.DOES_NOT_COMPILE));
  }

  private static List<Submission> submissions(Predicate<String> chosen) throws Exception {
    return Submissions.in(cohort).all().stream()
        .filter(submission -> chosen.test(submission.name()))
        .toList();
  }

  @Test
  @Tag("nightly")
  void parts_of_a_cohort_merge_to_the_results_of_the_whole() throws Exception {
    Path some = Files.createDirectory(folder.resolve("some"));
    for (String name :
        List.of("right", "no-bounds", "does-not-compile", "not-begun", "script-tags")) {
      Cohorts.copy(Cohorts.SAMPLE.resolve(name), some.resolve(name));
    }
    Submissions all = Submissions.in(some);
    graded(folder.resolve("whole"), false, all.all());

    for (int part = 0; part < 3; part++) {
      graded(folder.resolve("part-" + part), false, all.shard(part, 3).all());
    }
    Path merged = folder.resolve("merged");
    try (GradeBook book = GradeBook.open(merged)) {
      for (int part = 0; part < 3; part++) {
        assertThat(book.take(folder.resolve("part-" + part))).isEqualTo(part < 2 ? 2 : 1);
      }
      ReportWriter.write(merged.resolve("results.csv"), ResultsCsv.of(book.entries()));
    }

    assertThat(withoutTimes(merged)).hasSize(6).isEqualTo(withoutTimes(folder.resolve("whole")));
  }

  /** The table without what depends on how busy the machine was: attempts and seconds. */
  private static List<String> withoutTimes(Path out) throws Exception {
    return Files.readString(out.resolve("results.csv"))
        .lines()
        .map(line -> line.replaceFirst("^((?:[^,]*,){8})[^,]*,[^,]*,", "$1"))
        .toList();
  }

  private static void theReportsAreComplete(Path out) throws Exception {
    String csv = Files.readString(out.resolve("results.csv"));
    assertThat(csv.split("\r\n")).hasSize(13);
    assertThat(csv).contains("right,view-counter,PASS,10,0,10,5,5,1,");
    String page = Files.readString(out.resolve("index.html"));
    assertThat(page).contains("no-bounds").contains("one-case").doesNotContain("<script");
    JsonNode results =
        new ObjectMapper()
            .readTree(out.resolve("view-counter/no-bounds/feedback/results.json").toFile());
    assertThat(results.get("score").asInt()).isZero();
    assertThat(results.get("tests").get(0).get("max_score").asInt()).isEqualTo(10);
    assertThat(results.get("tests").get(0).get("output").asText())
        .contains("passed  two servers share one total")
        .contains("failed  a page out of bounds is refused");
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        if (file.toString().endsWith(".html")) {
          assertThat(text).as("%s", file).doesNotContain("<script>alert");
        }
        if (file.toString().contains("feedback")) {
          // Nothing of the staff's, of other people's, or of this machine's.
          assertThat(text)
              .as("%s", file)
              .doesNotContain(folder.toString())
              .doesNotContain("RedisViewCounter");
        }
      }
    }
    try (Stream<Path> places = Files.list(out.resolve("view-counter"))) {
      assertThat(places).hasSize(12).allMatch(place -> Files.exists(place.resolve("staff.html")));
    }
    assertThat(out.resolve(".work")).isEmptyDirectory();
  }

  @Test
  @Tag("nightly")
  void as_many_hanging_ones_as_jobs_do_not_hold_up_the_others() throws Exception {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (String name : List.of("hangs-1", "hangs-2")) {
      Files.createDirectories(many.resolve(name));
      Files.writeString(
          many.resolve(name).resolve("MyViewCounter.java"),
          Cohorts.with(
              "check(page);",
              "while (page.length() > 1_000) { java.util.concurrent.locks.LockSupport.park(); }"));
    }
    Files.createDirectories(many.resolve("last"));
    Files.writeString(many.resolve("last").resolve("MyViewCounter.java"), Cohorts.right());

    Map<String, Grade> grades =
        graded(folder.resolve("hanging"), false, Submissions.in(many).all());

    assertThat(grades.get("last").outcome()).isEqualTo(GradeOutcome.PASS);
    assertThat(grades.values())
        .filteredOn(grade -> grade.submission().startsWith("hangs"))
        .allMatch(grade -> grade.outcome() == GradeOutcome.FAIL);
  }
}
