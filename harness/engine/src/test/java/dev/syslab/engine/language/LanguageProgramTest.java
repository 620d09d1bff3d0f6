package dev.syslab.engine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.language.LanguageProgram.Preparation;
import dev.syslab.engine.language.LanguageProgram.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageProgramTest {
  @TempDir Path root;

  private void refused(String message, String... lines) {
    assertThatThrownBy(() -> References.write(root, lines))
        .isInstanceOf(LabException.class)
        .hasMessage("solutions/counter/shell/subject.properties: " + message);
  }

  private static LabManifest fourStages() {
    List<StageEntry> stages =
        IntStream.rangeClosed(1, 4)
            .mapToObj(n -> new StageEntry(n, "Stage", 1, List.of(), "Stage" + n, List.of()))
            .toList();
    return new LabManifest(
        "counter", "", "", "", 1, 1, 1, List.of(), "C", List.of(), stages, "R", List.of(),
        List.of());
  }

  private List<Integer> stages(String text) throws IOException {
    return References.write(root, "stages = " + text, "command = ./run", "requires.sh = 1")
        .stages(fourStages())
        .stream()
        .map(StageEntry::number)
        .toList();
  }

  @Test
  void is_found_by_its_folder() throws IOException {
    assertThat(LanguageProgram.languages(References.lab(root), Role.REFERENCE)).isEmpty();

    References.write(root, "stages = 1", "command = ./run", "requires.sh = 1");
    Path solutions = References.lab(root).solutionFolder();
    Files.createDirectories(solutions.resolve("src/main/java"));
    Files.createDirectories(solutions.resolve("go"));
    Files.createFile(solutions.resolve("go/subject.properties"));

    assertThat(LanguageProgram.languages(References.lab(root), Role.REFERENCE))
        .containsExactly("go", "shell");
  }

  @Test
  void says_what_it_needs() throws IOException {
    LanguageProgram reference =
        References.write(
            root,
            "stages = all",
            "command = ./counter",
            "serves = many",
            "requires.go = 1.22",
            "version.go = go version",
            "requires.sh = 1",
            "prepare = go build -o counter",
            "prepare.reads = main.go  go.mod",
            "prepare.makes = counter");

    assertThat(reference.folder()).isEqualTo(root.resolve("solutions/counter/shell"));
    assertThat(reference.command()).isEqualTo("./counter");
    assertThat(reference.servesMany()).isTrue();
    assertThat(reference.tools())
        .extracting(Tool::wanted, Tool::asksVersion)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("go 1.22 or later", "go version"),
            org.assertj.core.groups.Tuple.tuple("sh 1 or later", "sh --version"));
    assertThat(reference.preparation())
        .contains(
            new Preparation(
                "go build -o counter", List.of("main.go", "go.mod"), List.of("counter")));
  }

  @Test
  void claims_some_of_the_stages_or_all() throws IOException {
    assertThat(stages("all")).containsExactly(1, 2, 3, 4);
    assertThat(stages("1-2, 4")).containsExactly(1, 2, 4);
    assertThat(stages("3")).containsExactly(3);
    assertThatThrownBy(() -> stages("3-5"))
        .hasMessage(
            "solutions/counter/shell/subject.properties: stages: counter has no stage 5; its stages are 1 to 4");
  }

  @Test
  void a_wrong_file_is_answered_with_the_line() {
    refused("needs a line “stages = …”", "command = ./run", "requires.sh = 1");
    refused("needs a line “command = …”", "stages = 1", "requires.sh = 1");
    refused(
        "stages must look like “1-3”, “1,3” or “all”, was “one”",
        "stages = one",
        "command = ./run",
        "requires.sh = 1");
    refused(
        "stages must name at least one stage, was “3-1”",
        "stages = 3-1",
        "command = ./run",
        "requires.sh = 1");
    refused(
        "does not name a tool; add a line such as requires.node = 20",
        "stages = 1",
        "command = ./run");
    refused(
        "serves must be one or many, was “all”",
        "stages = 1",
        "command = ./run",
        "serves = all",
        "requires.sh = 1");
    refused(
        "requires.sh must be a version, was “new”",
        "stages = 1",
        "command = ./run",
        "requires.sh = new");
    refused(
        "“version.go” is not a valid line; valid lines are stages, command, serves, prepare,"
            + " prepare.reads, prepare.makes, requires.<tool> and version.<tool>",
        "stages = 1",
        "command = ./run",
        "requires.sh = 1",
        "version.go = go version");
  }
}
