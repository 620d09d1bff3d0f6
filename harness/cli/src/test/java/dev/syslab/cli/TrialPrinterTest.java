package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialPrinterTest {
  private static final String BEFORE = "it passed before, so check what you have changed since";

  @TempDir Path root;
  private TestWorkbook workbook;
  private LabFolder folder;
  private CompiledLab lab;

  @BeforeEach
  void make() throws IOException {
    workbook = TestWorkbook.in(root);
    Workbook all = new Workbook(root);
    folder = all.lab("view-counter");
    lab = LabCompiler.of(all).compile(folder, Origin.WORK_TREE);
  }

  @AfterEach
  void remove() {
    lab.close();
    workbook.close();
  }

  /** What is printed of a learner's trial in which every test fails. */
  private String printed(Standing before) {
    StringWriter text = new StringWriter();
    TrialPrinter printer = printer(text, before);
    StageEntry stage = lab.manifest().stages().get(0);
    StageVerdict failed = ended(stage.number(), Outcome.FAIL);
    printer.stageStarted(stage);
    printer.stageEnded(failed);
    printer.summary(verdict(failed));
    return text.toString();
  }

  private TrialPrinter printer(StringWriter text, Standing before) {
    TrialRequest request = TrialRequest.all(SubjectSpec.LEARNER, Optional.empty());
    TrialPrinter printer = new TrialPrinter(new PrintWriter(text), lab, request);
    printer.stoodBefore(stage -> before);
    return printer;
  }

  private static Verdict verdict(StageVerdict stage) {
    return new Verdict("view-counter", "learner", Mode.EMBEDDED, "7K2Q", List.of(stage), List.of());
  }

  /** A stage with the tests of the first one, all of which ended so. */
  private StageVerdict ended(int number, Outcome outcome) {
    return ended(number, outcome, List.of());
  }

  private StageVerdict ended(int number, Outcome outcome, List<String> output) {
    StageEntry first = lab.manifest().stages().get(0);
    return new StageVerdict(
        number,
        first.title(),
        first.points(),
        first.tests().stream()
            .map(
                test ->
                    new TestVerdict(
                        test.id(),
                        test.sentence(),
                        outcome,
                        1,
                        "wrong",
                        "",
                        "./lab test view-counter --stage 1",
                        Timeline.NONE,
                        output,
                        List.of(),
                        0,
                        List.of()))
            .toList());
  }

  @Test
  void what_comes_next_is_the_first_stage_that_has_never_passed() {
    StringWriter skipped = new StringWriter();
    StringWriter passedBefore = new StringWriter();

    printer(skipped, Standing.UNTRIED).summary(verdict(ended(2, Outcome.PASS)));
    printer(passedBefore, Standing.CHANGED).summary(verdict(ended(2, Outcome.PASS)));

    assertThat(skipped.toString()).contains("Next: stage 1, ", "./lab test view-counter --stage 1");
    assertThat(passedBefore.toString()).doesNotContain("Next: stage 1");
  }

  @Test
  void what_a_passing_test_s_subject_prints_is_shown_if_it_is_asked_for() {
    StageEntry stage = lab.manifest().stages().get(0);
    StageVerdict passed = ended(1, Outcome.PASS, List.of("counted /home"));
    StringWriter usual = new StringWriter();
    StringWriter more = new StringWriter();
    TrialPrinter talkative = printer(more, Standing.OPEN);
    talkative.showEveryOutput();

    printer(usual, Standing.OPEN).stageEnded(passed);
    talkative.stageStarted(stage);
    talkative.stageEnded(passed);

    assertThat(usual.toString()).doesNotContain("counted /home");
    assertThat(more.toString()).contains("last output:\n      | counted /home");
  }

  @Test
  void a_failure_says_whether_the_stage_had_passed_before() {
    assertThat(printed(Standing.CHANGED)).contains("” fails; " + BEFORE);
    assertThat(printed(Standing.UNTRIED)).contains("” fails").doesNotContain(BEFORE);
    assertThat(printed(Standing.OPEN)).doesNotContain(BEFORE);
  }

  @Test
  void the_command_that_runs_it_again_names_the_language_where_several_are_begun()
      throws IOException {
    assertThat(printed(Standing.OPEN)).contains("again: ./lab test view-counter --stage 1\n");

    begin("go");
    Path java = root.resolve(lab.manifest().skeletons().get(0));
    Files.writeString(
        java,
        Files.readString(java).replaceFirst("throw new NotImplemented\\([^;]*;", "return 1;"));

    assertThat(printed(Standing.OPEN))
        .contains("again: ./lab test view-counter --stage 1 --subject learner:java\n");
  }

  private void begin(String language) throws IOException {
    Path program = Files.createDirectories(folder.folder().resolve(language));
    Files.writeString(
        program.resolve("subject.properties"), "stages = 1\ncommand = true\nrequires.go = 1\n");
  }
}
