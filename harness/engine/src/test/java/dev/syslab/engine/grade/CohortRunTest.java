package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.trial.StageChoice;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.run.Seed;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cohort of twelve, graded on a real server: right, partly right, each kind of wrong, and some
 * that try to cheat.
 */
@Timeout(1_800)
class CohortRunTest {
  private static final String PLACE =
      "labs/view-counter/src/main/java/dev/syslab/labs/viewcounter/";
  private static final String TESTS =
      "labs/view-counter/src/test/java/dev/syslab/labs/viewcounter/";
  private static final String MINE = PLACE + "MyViewCounter.java";

  @TempDir static Path folder;
  private static Services services;
  private static LabFolder lab;
  private static Path cohort;
  private static String right;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AtomicInteger trials = new AtomicInteger();

  @BeforeAll
  static void handIn() throws Exception {
    services = Services.open(Files.createDirectory(folder.resolve("home")));
    Path root = Files.createDirectory(folder.resolve("workbook"));
    lab = Workbooks.scaffolded(root).lab("view-counter");
    Workbooks.git(root, "init", "-q");
    Workbooks.git(root, "add", ".");
    Workbooks.git(root, "commit", "-q", "-m", "the lab");
    right =
        Files.readString(
                lab.solutionSources()
                    .resolve("dev/syslab/solutions/viewcounter/RedisViewCounter.java"))
            .replace(
                "package dev.syslab.solutions.viewcounter;", "package dev.syslab.labs.viewcounter;")
            .replace("import dev.syslab.labs.viewcounter.ViewCounter;", "")
            .replace("import dev.syslab.subject.Reference;", "")
            .replace("@Reference", "")
            .replace("RedisViewCounter", "MyViewCounter");
    cohort = Files.createDirectory(folder.resolve("cohort"));
    handIn("right", Map.of(MINE, right));
    handIn("alone", Map.of("MyViewCounter.java", right));
    handIn("not-begun", Map.of("README.txt", "I had no time"));
    handIn(
        "forgets",
        Map.of(
            MINE,
            with(
                "return redis.incr(key);",
                "return Long.parseLong(redis.get(key) == null ? \"1\" : \"2\");")));
    handIn(
        "no-bounds", Map.of(MINE, with("page.isEmpty() || page.length() > LONGEST_PAGE", "false")));
    handIn(
        "does-not-compile",
        Map.of(MINE, right.replace("return redis.incr(key);", "return redis;")));
    handIn(
        "changes-the-tests",
        Map.of(
            MINE,
            with("page.isEmpty() || page.length() > LONGEST_PAGE", "false"),
            TESTS + "Stage1OneTotalTest.java",
            "package dev.syslab.labs.viewcounter;\nclass Stage1OneTotalTest {}\n"));
    handIn("exits", Map.of(MINE, with("check(page);", "System.exit(0);")));
    handIn(
        "claims",
        Map.of(
            MINE,
            with(
                "check(page);",
                "System.out.println(\"5 passed, 0 failed\"); if (true) return 1;")));
    // One thread at a time: hundreds of them would make the machine too busy for all the others.
    handIn("spins", Map.of(MINE, with("check(page);", "while (page.length() > 1_000) {}")));
    handIn(
        "compiler-bomb",
        Map.of(MINE, right + "class Bomb { static final String S = " + bomb() + "; }\n"));
    handIn(
        "<script>alert(1)</script>",
        Map.of(
            MINE,
            with(
                "check(page);",
                "if (true) throw new IllegalStateException(\"<script>alert(2)</script>\");")));
  }

  @AfterAll
  static void down() {
    services.down();
  }

  private static String with(String what, String by) {
    assertThat(right).contains(what);
    return right.replaceFirst(
        java.util.regex.Pattern.quote(what), java.util.regex.Matcher.quoteReplacement(by));
  }

  /** An expression that is small as text and takes the compiler long. */
  private static String bomb() {
    return Stream.generate(() -> "(\"x\"").limit(20_000).collect(Collectors.joining(" + "))
        + ")".repeat(20_000);
  }

  private static void handIn(String name, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Path path = cohort.resolve(name.replace('/', '∕')).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private Map<String, Grade> graded(Path out, boolean regrade, List<Submission> submissions) {
    GradeOptions options =
        new GradeOptions(
            StageChoice.ALL, Optional.of(Mode.EMBEDDED), new Seed("K7Q2"), Duration.ofMinutes(5));
    try (GradeBook book = GradeBook.open(out);
        CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.COMMITTED)) {
      List<Grade> grades =
          new CohortRun(book, 3, regrade, said::add)
              .run(compiled, submissions, this::trials, options);
      CohortRun.summarize(book, name -> compiled.manifest());
      return grades.stream()
          .collect(Collectors.toMap(Grade::submission, grade -> grade, (a, b) -> a, TreeMap::new));
    }
  }

  private Trials trials(CompiledLab judging) {
    trials.incrementAndGet();
    TrialRunner runner = new TrialRunner(services, 2, Path.of("none.jsa"));
    return new Trials() {
      @Override
      public Verdict run(TrialRequest request, TrialListener listener) {
        return runner.run(judging, request, listener);
      }

      @Override
      public void close() {
        runner.close();
      }
    };
  }

  private static Map<String, GradeOutcome> outcomes(Map<String, Grade> grades) {
    return grades.values().stream()
        .collect(Collectors.toMap(Grade::submission, Grade::outcome, (a, b) -> a, TreeMap::new));
  }

  @Test
  void a_cohort_gets_the_grades_that_it_deserves_twice() throws Exception {
    List<Submission> all = Submissions.in(cohort).all();

    Map<String, Grade> grades = graded(folder.resolve("out"), false, all);

    Map<String, GradeOutcome> expected = new TreeMap<>();
    expected.put("right", GradeOutcome.PASS);
    expected.put("alone", GradeOutcome.PASS);
    expected.put("not-begun", GradeOutcome.NOT_IMPLEMENTED);
    expected.put("forgets", GradeOutcome.FAIL);
    expected.put("no-bounds", GradeOutcome.FAIL);
    expected.put("does-not-compile", GradeOutcome.DOES_NOT_COMPILE);
    expected.put("changes-the-tests", GradeOutcome.TAMPERED);
    expected.put("exits", GradeOutcome.FAIL);
    expected.put("claims", GradeOutcome.FAIL);
    expected.put("spins", GradeOutcome.FAIL);
    expected.put("compiler-bomb", GradeOutcome.DOES_NOT_COMPILE);
    expected.put("<script>alert(1)<∕script>", GradeOutcome.FAIL);
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

    assertThat(outcomes(graded(folder.resolve("out"), true, all))).isEqualTo(expected);
    assertThat(trials).as("unless it is asked for").hasValueGreaterThan(before);
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
  void as_many_hanging_ones_as_jobs_do_not_hold_up_the_others() throws Exception {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (String name : List.of("hangs-1", "hangs-2", "hangs-3")) {
      Files.createDirectories(many.resolve(name));
      Files.writeString(
          many.resolve(name).resolve("MyViewCounter.java"),
          with(
              "check(page);",
              "while (page.length() > 1_000) { java.util.concurrent.locks.LockSupport.park(); }"));
    }
    Files.createDirectories(many.resolve("last"));
    Files.writeString(many.resolve("last").resolve("MyViewCounter.java"), right);

    Map<String, Grade> grades =
        graded(folder.resolve("hanging"), false, Submissions.in(many).all());

    assertThat(grades.get("last").outcome()).isEqualTo(GradeOutcome.PASS);
    assertThat(grades.values())
        .filteredOn(grade -> grade.submission().startsWith("hangs"))
        .allMatch(grade -> grade.outcome() == GradeOutcome.FAIL);
  }
}
