package dev.syslab.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.ProgramFiles;
import dev.syslab.engine.lab.SourceDigest;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.learn.Progress.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir Path root;
  @TempDir Path state;
  private Workbook workbook;
  private LabFolder lab;
  private Progress progress;

  @BeforeEach
  void scaffold() throws IOException {
    Workbooks.scaffolded(root);
    workbook = new Workbook(root, state.resolve("deep/er"));
    lab = workbook.lab("view-counter");
    progress = new Progress(workbook);
  }

  @Test
  void a_stage_is_untried_open_or_passed() {
    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.UNTRIED);

    progress.record("view-counter", 1, false, SourceDigest.of(lab));
    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.OPEN);

    progress.record("view-counter", 1, true, SourceDigest.of(lab));
    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.PASSED);
    assertThat(progress.of(lab).of(2)).isEqualTo(Standing.UNTRIED);
  }

  @Test
  void what_was_changed_since_still_counts_and_is_not_proven() throws IOException {
    progress.record("view-counter", 1, true, SourceDigest.of(lab));
    Path skeleton = lab.mainSources().resolve("dev/syslab/labs/viewcounter/MyViewCounter.java");
    String before = Files.readString(skeleton);

    Files.writeString(skeleton, before + "\n");

    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.CHANGED);
    assertThat(Standing.CHANGED.passed()).isTrue();
    Files.writeString(skeleton, before);
    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.PASSED);
  }

  @Test
  void an_editors_own_files_change_nothing() throws IOException {
    String before = SourceDigest.of(lab);
    Path folder = lab.mainSources().resolve("dev/syslab/labs/viewcounter");

    for (String name :
        new String[] {".MyViewCounter.java.swp", "MyViewCounter.java~", "#MyViewCounter.java#"}) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.createSymbolicLink(folder.resolve(".#MyViewCounter.java"), Path.of("someone@host.1"));

    assertThat(SourceDigest.of(lab)).isEqualTo(before);
    assertThat(LabFolder.javaFiles(folder)).noneMatch(file -> file.toString().contains("#"));
  }

  @Test
  void a_program_in_another_language_counts_without_what_is_installed_or_made() throws IOException {
    Path program = Files.createDirectories(lab.folder().resolve("javascript"));
    Files.writeString(program.resolve("subject.properties"), "prepare.makes = server  made\n");
    Files.writeString(program.resolve("server.js"), "one");
    String before = SourceDigest.of(lab);

    for (String made :
        new String[] {
          "node_modules/a.js", ".venv/a.py", "a/__pycache__/a.pyc", "made/a", "server"
        }) {
      Files.createDirectories(program.resolve(made).getParent());
      Files.writeString(program.resolve(made), "x");
    }
    assertThat(SourceDigest.of(lab)).isEqualTo(before);

    Files.writeString(program.resolve("server.js"), "two");
    assertThat(SourceDigest.of(lab)).isNotEqualTo(before);
    assertThat(ProgramFiles.in(program))
        .containsExactly(program.resolve("server.js"), program.resolve("subject.properties"));
  }

  @Test
  void only_the_learners_files_are_no_part_of_the_protected_digest() throws IOException {
    String before = SourceDigest.ofOriginals(lab);
    Path folder = lab.mainSources().resolve("dev/syslab/labs/viewcounter");

    Files.writeString(folder.resolve("MyViewCounter.java"), "class X {}\n");
    assertThat(SourceDigest.ofOriginals(lab)).isEqualTo(before);

    Files.writeString(folder.resolve("ViewCounter.java"), "class X {}\n");
    assertThat(SourceDigest.ofOriginals(lab)).isNotEqualTo(before);
  }

  @Test
  void it_is_a_plain_file_outside_of_the_repository() throws IOException {
    progress.record("view-counter", 2, false, "d2");
    progress.record("view-counter", 1, true, "d1");

    assertThat(progress.path()).isEqualTo(state.resolve("deep/er/progress.properties"));
    assertThat(progress.path())
        .content()
        .isEqualTo("last=view-counter\nview-counter.1=passed d1\nview-counter.2=open\n");
  }

  @Test
  void what_an_earlier_version_kept_is_read_and_carried_over() throws IOException {
    Files.createDirectories(workbook.work());
    Files.writeString(
        workbook.work().resolve("progress.properties"), "view-counter.1=passed\nother.1=open\n");
    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.CHANGED);

    progress.record("view-counter", 2, false, "d");

    Files.delete(workbook.work().resolve("progress.properties"));
    assertThat(progress.of(lab).of(1)).isEqualTo(Standing.CHANGED);
    assertThat(progress.path()).content().contains("other.1=open");
  }
}
