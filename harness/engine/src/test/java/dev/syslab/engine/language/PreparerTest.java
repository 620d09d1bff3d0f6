package dev.syslab.engine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Preparations of the shell: each run leaves a line in {@code runs}. */
@Timeout(60)
class PreparerTest {
  private static final String[] TOOL = {"requires.sh = 2", "version.sh = echo version 2.5"};

  @TempDir Path root;
  private final List<String> said = new CopyOnWriteArrayList<>();

  private LanguageProgram reference(String... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of("stages = 1", "command = ./run"));
    if (Stream.of(more).noneMatch(line -> line.startsWith("requires."))) {
      lines.addAll(List.of(TOOL));
    }
    lines.addAll(List.of(more));
    return References.write(root, lines.toArray(String[]::new));
  }

  private LanguageProgram counted() throws IOException {
    LanguageProgram reference =
        reference(
            "prepare = echo run >> runs && touch made",
            "prepare.reads = list",
            "prepare.makes = made");
    Files.writeString(reference.folder().resolve("list"), "one");
    return reference;
  }

  private static long runs(Path folder) throws IOException {
    return Files.readString(folder.resolve("runs")).lines().count();
  }

  private Path ready(LanguageProgram reference) {
    return new Preparer(reference, said::add).ready();
  }

  private void notReady(LanguageProgram reference, String message) {
    assertThatThrownBy(() -> ready(reference))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void is_started_in_its_own_folder() throws IOException {
    LanguageProgram reference = reference();

    assertThat(ready(reference)).isEqualTo(reference.folder());
    assertThat(said).isEmpty();
  }

  @Test
  void a_missing_tool_is_named_and_what_mends_it() throws IOException {
    notReady(
        reference("requires.no-such-language = 3.2"),
        "the reference in shell needs no-such-language 3.2 or later: no-such-language is not on the"
            + " PATH; ./lab doctor says how to fix it");
  }

  @Test
  void a_tool_that_is_too_old_is_named_with_its_version() throws IOException {
    notReady(
        reference("requires.sh = 2.6", TOOL[1]), "the reference in shell needs sh 2.6 or later: ");
    notReady(reference("requires.sh = 2.6", TOOL[1]), "/sh is version 2.5; ./lab doctor");
  }

  @Test
  void a_tool_that_does_not_say_its_version_is_not_trusted() throws IOException {
    notReady(
        reference("requires.sh = 2", "version.sh = echo who knows"),
        "“echo who knows” printed “who knows” instead of a version");
  }

  private void fails(LanguageProgram program, String message) {
    assertThatThrownBy(() -> ready(program))
        .isInstanceOf(LabException.class)
        // The tools are there: that it is not ready says something about it.
        .isNotInstanceOf(NotReadyException.class)
        .hasMessage(message)
        .extracting(error -> ((LabException) error).kind())
        .isEqualTo(LabException.Kind.SUBJECT);
  }

  @Test
  void a_preparation_that_fails_says_why_and_is_tried_again() throws IOException {
    String command = "echo trying; echo 'npm error code EAI_AGAIN'; echo bye; exit 3";
    LanguageProgram reference = reference("prepare = " + command);
    String message =
        "for the reference in shell, “"
            + command
            + "” ended with exit code 3: npm error code EAI_AGAIN (the whole output: .syslab/languages/counter-shell/log)";

    fails(reference, message);
    fails(reference, message);

    assertThat(said).hasSize(2).allMatch(line -> line.contains("reference in shell: echo"));
    assertThat(root.resolve(".syslab/languages/counter-shell/log"))
        .hasContent("trying\nnpm error code EAI_AGAIN\nbye");
  }

  @Test
  void a_learner_is_shown_what_the_compiler_says() throws IOException {
    Path folder = Files.createDirectories(References.lab(root).folder().resolve("shell"));
    Files.write(
        folder.resolve("subject.properties"),
        List.of(
            "command = ./run",
            "requires.sh = 2",
            TOOL[1],
            "prepare = echo '# mine'; echo 'a.go:1: undefined: x'; exit 1"));

    fails(
        LanguageProgram.read(References.lab(root), LanguageProgram.Role.LEARNER, "shell"),
        "for your program in shell, “echo '# mine'; echo 'a.go:1: undefined: x'; exit 1” ended with exit code 1:\n"
            + "  # mine\n  a.go:1: undefined: x\n(the whole output: .syslab/languages/counter-shell-learner/log)");
  }

  @Test
  void the_same_state_is_prepared_once() throws IOException {
    LanguageProgram reference = counted();

    ready(reference);
    Files.writeString(reference.folder().resolve("main"), "what prepare does not read");
    ready(reference);

    assertThat(runs(reference.folder())).isEqualTo(1);
    assertThat(said).hasSize(1);
  }

  @Test
  void what_it_reads_has_changed() throws IOException {
    LanguageProgram reference = counted();
    ready(reference);

    Files.writeString(reference.folder().resolve("list"), "two");
    ready(reference);

    assertThat(runs(reference.folder())).isEqualTo(2);
  }

  @Test
  void what_it_made_is_gone() throws IOException {
    LanguageProgram reference = counted();
    ready(reference);

    Files.delete(reference.folder().resolve("made"));
    ready(reference);

    assertThat(runs(reference.folder())).isEqualTo(2);
  }

  @Test
  void a_tool_that_has_gone_is_noticed_although_all_was_prepared() throws IOException {
    ready(counted());

    notReady(
        reference(
            "requires.gone = 1",
            "prepare = echo run >> runs && touch made",
            "prepare.reads = list",
            "prepare.makes = made"),
        "gone is not on the PATH");
  }

  @Test
  void several_at_once_prepare_it_once() throws Exception {
    LanguageProgram reference = counted();

    CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(() -> ready(reference)))
                .limit(4)
                .toArray(CompletableFuture[]::new))
        .get();

    assertThat(runs(reference.folder())).isEqualTo(1);
  }

  @Test
  void a_preparation_that_does_not_make_what_it_names_is_a_mistake_of_its_author()
      throws IOException {
    assertThatThrownBy(() -> ready(reference("prepare = true", "prepare.makes = made")))
        .isInstanceOf(LabException.class)
        .isNotInstanceOf(NotReadyException.class)
        .hasMessage(
            "solutions/counter/shell/subject.properties: “true” has not created all of “made”");
  }

  @Test
  void where_the_folder_cannot_be_written_a_copy_is_prepared() throws IOException {
    LanguageProgram reference = counted();
    Files.writeString(reference.folder().resolve("old"), "goes");
    Preparer preparer = new Preparer(reference, said::add, folder -> false);

    Path copy = preparer.ready();
    Files.delete(reference.folder().resolve("old"));
    Files.writeString(reference.folder().resolve("main"), "comes");

    assertThat(preparer.ready())
        .isEqualTo(copy)
        .isEqualTo(root.resolve(".syslab/languages/counter-shell/folder"));
    assertThat(runs(copy)).isEqualTo(1);
    assertThat(copy.resolve("main")).hasContent("comes");
    assertThat(copy.resolve("made")).exists();
    assertThat(copy.resolve("old")).doesNotExist();
    assertThat(reference.folder().resolve("made")).doesNotExist();
  }
}
