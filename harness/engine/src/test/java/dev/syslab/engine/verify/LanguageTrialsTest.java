package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.subject.host.SubjectMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * References in “another language”: the kit's own host, started as any program is, by a file that
 * its preparation must have made in its own folder.
 */
@Timeout(120)
class LanguageTrialsTest {
  private static final String REFERENCE = "dev.syslab.solutions.viewcounter.RedisViewCounter";
  private static final String MISTAKE = "dev.syslab.solutions.viewcounter.mistakes.InMemory";

  private static Services services;

  @TempDir Path root;
  private LabFolder lab;
  private final List<String> progress = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    services = Services.open(Files.createTempDirectory("syslab-language-test"));
  }

  @AfterAll
  static void down() {
    services.down();
  }

  @BeforeEach
  void scaffold() throws IOException {
    lab = Workbooks.scaffolded(root).lab("view-counter");
  }

  private void add(String language, String type, String... lines) throws IOException {
    Path folder = Files.createDirectories(lab.solutionFolder().resolve(language));
    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.WORK_TREE)) {
      Files.writeString(
          folder.resolve("source"),
          "-XX:TieredStopAtLevel=1 -cp \"%s\" %s %s %s \"%s\""
              .formatted(
                  System.getProperty("java.class.path"),
                  SubjectMain.class.getName(),
                  compiled.manifest().contract(),
                  type,
                  compiled.contractClasses() + ":" + compiled.solutionClasses()));
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> all =
        new ArrayList<>(
            List.of(
                "command = '" + java + "' @made",
                "prepare = cp source made",
                "prepare.makes = made"));
    all.addAll(List.of(lines));
    Files.write(folder.resolve("subject.properties"), all);
  }

  private static String[] sound() {
    return new String[] {"stages = 1", "requires.sh = 1", "version.sh = echo 1.0"};
  }

  private TrialRunner runner() {
    return new TrialRunner(services, 1, root.resolve("none.jsa"));
  }

  private LabVerdict verify() {
    return new LabVerifier(Workbooks.compiler(lab.workbook()), runner(), progress::add)
        .verify(lab, new VerifyOptions(Optional.of(Mode.EMBEDDED), 1, true, false, false));
  }

  private static List<String> broken(LabVerdict verdict) {
    return verdict.checks().stream()
        .filter(check -> !check.ok())
        .map(check -> check.rule() + " " + check.what() + ": " + check.detail())
        .toList();
  }

  private static long checksOf(LabVerdict verdict, String subject) {
    return verdict.checks().stream().filter(check -> check.what().startsWith(subject)).count();
  }

  @Test
  void every_test_must_pass_on_a_reference_in_another_language() throws IOException {
    add("good", REFERENCE, sound());
    add("bad", MISTAKE, sound());

    LabVerdict verdict = verify();

    assertThat(checksOf(verdict, "reference:good, Stage1")).isEqualTo(5);
    assertThat(broken(verdict))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("ACCEPTED reference:bad, Stage1OneTotalTest."))
        .anyMatch(
            line ->
                line.contains("; again: ./lab test view-counter --stage 1")
                    && line.contains("--subject reference:bad"));
    assertThat(verdict.notRun()).isEmpty();
    assertThat(progress)
        .anyMatch(line -> line.endsWith("reference in good: cp source made"))
        .anyMatch(line -> line.contains("reference:good, stage 1"));
  }

  @Test
  void where_its_tools_are_missing_it_is_left_out_and_counts_as_neither() throws IOException {
    add("absent", REFERENCE, "stages = 1", "requires.no-such-language = 7");
    add("old", REFERENCE, "stages = 1", "requires.sh = 9", "version.sh = echo 8.1");

    LabVerdict verdict = verify();

    assertThat(broken(verdict)).isEmpty();
    assertThat(checksOf(verdict, "reference:")).isZero();
    assertThat(verdict.notRun()).hasSize(2);
    assertThat(verdict.notRun().get(0))
        .startsWith("view-counter: the reference in absent needs no-such-language 7 or later: ");
    assertThat(verdict.notRun().get(1))
        .startsWith("view-counter: the reference in old needs sh 9 or later: ")
        .contains("is version 8.1");
  }

  @Test
  void where_its_tools_are_there_and_it_cannot_be_made_ready_it_fails() throws IOException {
    add("broken", REFERENCE, sound());
    Files.delete(lab.solutionFolder().resolve("broken/source"));

    LabVerdict verdict = verify();

    assertThat(broken(verdict))
        .singleElement()
        .asString()
        .startsWith(
            "ACCEPTED reference:broken: for the reference in broken, “cp source made” ended with exit code 1: ");
    assertThat(verdict.notRun()).isEmpty();
  }

  @Test
  void a_learners_program_is_no_part_of_the_lab() throws IOException {
    Path folder = Files.createDirectories(lab.folder().resolve("shell"));
    Files.writeString(folder.resolve("subject.properties"), "nonsense = 1");
    Files.writeString(folder.resolve("long.py"), "pass\n".repeat(1000));

    LabVerdict verdict = verify();

    assertThat(broken(verdict)).isEmpty();
    assertThat(progress).noneMatch(line -> line.contains("shell"));
  }

  @Test
  void a_file_that_is_wrong_is_a_broken_rule() throws IOException {
    add("typo", REFERENCE, "stage = 1", "requires.sh = 1");
    add("bold", REFERENCE, "stages = 1-2", "requires.sh = 1");

    assertThat(broken(verify()))
        .satisfiesExactly(
            bold ->
                assertThat(bold)
                    .startsWith("ACCEPTED reference:bold: solutions/view-counter/bold/subject")
                    .endsWith("has no stage 2; its stages are 1 to 1"),
            typo -> assertThat(typo).contains("reference:typo", "“stage” is not a valid line"));
  }

  @Test
  void is_tried_by_its_name_and_an_unknown_one_is_answered_with_those_that_are_there()
      throws IOException {
    add("good", REFERENCE, sound());
    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.WORK_TREE)) {
      TrialRequest request = TrialRequest.all(new SubjectSpec("good"), Optional.of(Mode.EMBEDDED));

      Verdict verdict = runner().run(compiled, request, TrialListener.NONE);

      assertThat(verdict.subject()).isEqualTo("reference:good");
      assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
      TrialRequest other = TrialRequest.all(new SubjectSpec("goood"), Optional.of(Mode.EMBEDDED));
      assertThatThrownBy(() -> runner().run(compiled, other, TrialListener.NONE))
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith(
              "“goood” is not a subject; use learner, learner:<language>," + " reference, ")
          .hasMessageEndingWith("view-counter has references in good");
    }
  }
}
