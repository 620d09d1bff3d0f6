package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries of a folder are submissions, and what they are called. */
class SubmissionsTest {
  @TempDir Path folder;

  private static List<String> names(Submissions submissions) {
    return submissions.all().stream().map(Submission::name).toList();
  }

  @Test
  void folders_zips_and_repositories_are_submissions_and_others_are_named() throws Exception {
    Files.createDirectory(folder.resolve("bob"));
    Files.createDirectory(folder.resolve("carol.git"));
    Files.writeString(folder.resolve("ada.ZIP"), "");
    Files.writeString(folder.resolve("readme.txt"), "");
    Files.createDirectory(folder.resolve(".hidden"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("bob"));

    Submissions found = Submissions.in(folder);

    assertThat(names(found)).containsExactly("ada", "bob", "carol");
    assertThat(found.skipped()).containsExactly("link", "readme.txt");
  }

  @Test
  void two_that_would_be_one_are_refused() throws Exception {
    Files.createDirectory(folder.resolve("ada"));
    Files.writeString(folder.resolve("Ada.zip"), "");

    assertThatThrownBy(() -> Submissions.in(folder)).hasMessageContaining("rename one of them");
  }

  @Test
  void no_submission_is_no_cohort() {
    assertThatThrownBy(() -> Submissions.in(folder)).hasMessageContaining("no submission");
    assertThatThrownBy(() -> Submissions.in(folder.resolve("none")))
        .hasMessageContaining("could not be read");
  }

  @Test
  void the_parts_hold_everybody_once() throws Exception {
    for (int i = 0; i < 10; i++) {
      Files.createDirectory(folder.resolve("s" + i));
    }
    Submissions all = Submissions.in(folder);

    List<String> parts =
        List.of(0, 1, 2).stream().flatMap(i -> names(all.shard(i, 3)).stream()).sorted().toList();

    assertThat(parts).isEqualTo(names(all));
    assertThat(names(all.shard(0, 3))).hasSize(4);
  }

  @Test
  void names_of_files_stay_in_their_folder_and_differ() {
    List<String> odd =
        List.of(
            "a b",
            "a_b",
            "..",
            ".",
            "…",
            "../x",
            "x".repeat(300),
            "x".repeat(301),
            "=cmd()",
            "a\nb");

    List<String> names =
        odd.stream().map(name -> new Submission(name, Path.of("p")).fileName()).toList();

    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z0-9_-][\\w.-]*"));
    assertThat(names).allMatch(name -> name.length() < 100).contains("a_b");
  }
}
