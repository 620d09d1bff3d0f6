package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.Progress.Standing;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
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
  private static final String BEFORE = "it passed before, so look at what you have changed since";

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
    TrialRequest request = TrialRequest.all(SubjectSpec.LEARNER, Optional.empty());
    TrialPrinter printer = new TrialPrinter(new PrintWriter(text), lab, request);
    printer.stoodBefore(stage -> before);
    StageEntry stage = lab.manifest().stages().get(0);
    StageVerdict failed =
        new StageVerdict(
            stage.number(),
            stage.title(),
            stage.points(),
            stage.tests().stream()
                .map(
                    test ->
                        new TestVerdict(
                            test.id(),
                            test.sentence(),
                            Outcome.FAIL,
                            1,
                            "wrong",
                            "",
                            "./lab test view-counter --stage 1",
                            Timeline.NONE,
                            List.of(),
                            List.of(),
                            0,
                            List.of()))
                .toList());
    printer.stageStarted(stage);
    printer.stageEnded(failed);
    printer.summary(
        new Verdict("view-counter", "learner", "embedded", "7K2Q", List.of(failed), List.of()));
    return text.toString();
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
