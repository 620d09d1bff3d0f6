package dev.syslab.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.trial.SubjectSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerChoiceTest {
  private static final SubjectSpec PYTHON = SubjectSpec.learnerIn("python");

  @TempDir Path root;
  private LabFolder lab;
  private LabManifest manifest;
  private Path java;

  @BeforeEach
  void scaffold() throws Exception {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    java = lab.mainSources().resolve("dev/syslab/labs/viewcounter/MyViewCounter.java");
    Workbooks.git(root, "init", "-q");
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "first");
    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.WORK_TREE)) {
      manifest = compiled.manifest();
    }
  }

  private LearnerChoice choice() {
    return new LearnerChoice(lab, manifest);
  }

  private void begin(String language) throws IOException {
    Path folder = Files.createDirectories(lab.folder().resolve(language));
    Files.writeString(folder.resolve("subject.properties"), "command = ./run");
  }

  private void writeJava() throws IOException {
    Workbooks.replace(java, "throw new NotImplemented(1, ", "return 1; // (");
  }

  private SubjectSpec chosen() {
    return choice().of(SubjectSpec.LEARNER);
  }

  private void unclear(String options) {
    assertThatThrownBy(this::chosen)
        .isInstanceOf(LabException.class)
        .hasMessage(
            "labs/view-counter contains your code in several languages; choose one: " + options);
  }

  @Test
  void java_where_there_is_nothing_else() throws IOException {
    assertThat(chosen()).isEqualTo(SubjectSpec.LEARNER);
    assertThat(choice().said(SubjectSpec.LEARNER)).isEmpty();
    assertThat(choice().option(SubjectSpec.LEARNER)).isEmpty();

    writeJava();
    assertThat(chosen()).isEqualTo(SubjectSpec.LEARNER);
  }

  @Test
  void the_other_language_where_nothing_is_written_in_java() throws IOException {
    begin("python");
    Files.writeString(java, Files.readString(java) + "// a note\n");

    assertThat(chosen()).isEqualTo(PYTHON);
    assertThat(choice().edited(PYTHON)).isEqualTo("labs/view-counter/python");
    assertThat(choice().edited()).isEqualTo("labs/view-counter/python");
    assertThat(choice().option(PYTHON)).isEmpty();
    assertThat(choice().said(PYTHON))
        .contains(
            "testing labs/view-counter/python   (to choose another one: --subject"
                + " learner:java)");
  }

  @Test
  void the_learner_says_which_where_several_are_begun() throws Exception {
    begin("python");
    writeJava();

    unclear("--subject learner:java or --subject learner:python");
    assertThat(choice().of(PYTHON)).isEqualTo(PYTHON);
    assertThat(choice().of(new SubjectSpec("learner:java"))).isEqualTo(SubjectSpec.LEARNER);
    assertThat(choice().option(PYTHON)).isEqualTo(" --subject learner:python");
    assertThat(choice().option(SubjectSpec.LEARNER)).isEqualTo(" --subject learner:java");

    // A solution that is committed is one all the same.
    Workbooks.git(root, "commit", "-q", "-a", "-m", "mine");
    unclear("--subject learner:java or --subject learner:python");
  }

  @Test
  void two_other_languages() throws IOException {
    begin("python");
    begin("go");

    unclear("--subject learner:go or --subject learner:python");
    assertThat(choice().edited()).isEqualTo("labs/view-counter/go or labs/view-counter/python");
  }

  @Test
  void other_subjects_stay_as_they_are() throws IOException {
    begin("python");

    assertThat(choice().of(SubjectSpec.REFERENCE)).isEqualTo(SubjectSpec.REFERENCE);
    assertThat(choice().said(SubjectSpec.REFERENCE)).isEmpty();
    assertThat(choice().option(SubjectSpec.REFERENCE)).isEmpty();
  }
}
