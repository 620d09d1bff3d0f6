package dev.syslab.engine.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.language.NotReadyException;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scaffolded lab with a second stage, begun in each language and judged as a learner's. */
@Timeout(300)
class SubjectScaffoldTest {
  private static final Path SOURCES = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern NO_REGISTRY =
      Pattern.compile(
          "EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|No matching distribution|dial tcp|no such host|failed to download|Could not resolve host");
  private static Services services;

  @TempDir Path root;
  private LabFolder lab;

  @BeforeAll
  static void open() throws IOException {
    services = Services.open(Files.createTempDirectory("syslab-scaffold-test"));
  }

  @AfterAll
  static void down() {
    services.down();
  }

  @BeforeEach
  void scaffold() throws IOException {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    // A lab needs none, and these lack the methods that follow.
    for (Path solution : LabFolder.javaFiles(lab.solutionSources())) {
      Files.delete(solution);
    }
    Path main = lab.mainSources().resolve("dev/syslab/labs/viewcounter");
    // Types of every kind, names that Python and JavaScript keep for themselves, a text to quote.
    Workbooks.replace(
        main.resolve("ViewCounter.java"),
        "  long add(String page);",
        """
          long add(String page);

          /** What was counted: {@code a \\ b}. */
          record Reading(String page, java.time.Instant at, Order order) {}

          enum Order { UP, DOWN }

          class GoneException extends RuntimeException {
            public GoneException(String message) { super(message); }
          }

          /** Reads them, in \\d pages. */
          java.util.List<Reading> read(
              java.util.Optional<String> from, java.time.Duration in, java.util.Map<String, Long> most)
              throws GoneException;

          void forget();
        """);
    Workbooks.replace(
        main.resolve("MyViewCounter.java"),
        "  @Override",
        """
          @Override
          public java.util.List<Reading> read(
              java.util.Optional<String> from, java.time.Duration in, java.util.Map<String, Long> most) {
            throw new NotImplemented(2, "don't say \\"read\\", use a \\\\");
          }

          @Override
          public void forget() {
            throw new NotImplemented(2, "forget");
          }

          @Override""");
    Files.writeString(
        lab.testSources().resolve("dev/syslab/labs/viewcounter/Stage2ReadTest.java"),
        """
        package dev.syslab.labs.viewcounter;

        import dev.syslab.kit.*;
        import java.time.Duration;
        import java.util.*;
        import org.junit.jupiter.api.Test;

        @Stage(number = 2, title = "Read", points = 1)
        class Stage2ReadTest {
          @Test
          void reads(Fleet<ViewCounter> servers) {
            servers.get(0).read(Optional.of("/"), Duration.ofSeconds(1), Map.of("/", 3L));
          }

          @Test
          void forgets(Fleet<ViewCounter> servers) {
            servers.get(0).forget();
          }
        }
        """);
  }

  private CompiledLab compiled() {
    return Workbooks.compiler(lab.workbook()).compile(lab, Origin.WORK_TREE);
  }

  private static List<String> ends(Verdict verdict) {
    return verdict.tests().stream()
        .map(test -> test.id() + " " + test.outcome() + " " + test.message())
        .toList();
  }

  private Verdict trial(CompiledLab compiled, SubjectSpec subject) {
    TrialRequest request = TrialRequest.all(subject, Optional.of(Mode.EMBEDDED));
    return new TrialRunner(services, 3, root.resolve("none.jsa"))
        .run(compiled, request, TrialListener.NONE);
  }

  /** Where the language is not installed, or its packages cannot be had, nothing can be said. */
  private Verdict trialIfPossible(CompiledLab compiled, SubjectSpec subject) {
    try {
      return trial(compiled, subject);
    } catch (NotReadyException e) {
      assumeThat(e).isNull();
      throw e;
    } catch (LabException e) {
      assumeThat(NO_REGISTRY.matcher(e.getMessage()).find()).isFalse();
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_test_ends_as_on_the_java_skeleton(Language language) {
    try (CompiledLab compiled = compiled()) {
      new SubjectScaffold(compiled).create(language);

      Verdict verdict = trialIfPossible(compiled, SubjectSpec.learnerIn(language.id()));

      assertThat(ends(verdict))
          .hasSize(7)
          .contains(
              "Stage2ReadTest.reads " + Outcome.NOT_IMPLEMENTED + " don't say \"read\", use a \\")
          .allMatch(line -> line.contains(" " + Outcome.NOT_IMPLEMENTED + " "))
          .isEqualTo(ends(trial(compiled, SubjectSpec.LEARNER)));
    }
  }

  @Test
  void it_says_what_the_skeleton_said_before_it_was_solved() throws Exception {
    Workbooks.git(root, "init", "-q");
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "first");
    Path java = lab.mainSources().resolve("dev/syslab/labs/viewcounter/MyViewCounter.java");
    Workbooks.replace(java, "throw new NotImplemented(1, ", "return 1; // (");

    try (CompiledLab compiled = compiled()) {
      new SubjectScaffold(compiled).create(Language.PYTHON);
    }

    assertThat(lab.folder().resolve("python/my_view_counter.py"))
        .content()
        .contains("(1, \"add one to the page's total in Redis, and return the total\")");
  }

  @Test
  void what_is_there_is_kept_and_nothing_is_written() throws IOException {
    Path folder = Files.createDirectories(lab.folder().resolve("go"));
    Files.writeString(folder.resolve("errors.go"), "mine");
    Files.writeString(folder.resolve("more.go"), "mine too");

    try (CompiledLab compiled = compiled()) {
      assertThatThrownBy(() -> new SubjectScaffold(compiled).create(Language.GO))
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith(
              "labs/view-counter/go/errors.go already exists; nothing was written");
    }

    assertThat(folder.resolve("errors.go")).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void packages_have_the_versions_of_the_references(Language language) throws IOException {
    List<String> own = versions("harness/engine/src/main/resources/scaffold/subject", language);
    List<String> theirs = versions("solutions", language);

    assertThat(own).containsAnyElementsOf(theirs);
    for (String version : own) {
      String name = version.substring(0, version.indexOf(' ') + 1);
      assertThat(theirs.stream().filter(one -> one.startsWith(name))).allMatch(version::equals);
    }
  }

  private static List<String> versions(String below, Language language) throws IOException {
    Pattern line =
        Pattern.compile("\\s*(\\S+?)(?:\": \"|==| v| = (?:\\{ version = )?\"=)(\\d[\\w.]*).*");
    List<String> names = List.of("package.json", "requirements.txt", "go.mod", "Cargo.toml");
    try (Stream<Path> files = Files.walk(SOURCES.resolve(below), 3)) {
      return files
          .filter(file -> names.contains(file.getFileName().toString()))
          .filter(file -> file.getParent().getFileName().toString().equals(language.id()))
          .flatMap(SubjectScaffoldTest::lines)
          .map(line::matcher)
          .filter(Matcher::matches)
          .map(found -> found.group(1) + " " + found.group(2))
          .distinct()
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
