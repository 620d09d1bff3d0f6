package dev.syslab.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.learn.Solution.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolutionTest {
  private static final String PAGE = "solutions/view-counter/README.md";
  private static final String REFERENCE =
      "solutions/view-counter/src/main/java/dev/syslab/solutions/viewcounter/RedisViewCounter.java";

  @TempDir Path root;
  private LabFolder lab;

  @BeforeEach
  void write() throws IOException {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    Files.writeString(
        root.resolve(PAGE),
        "# Why\n\n## Stage 1: One\n\nfirst\n\n```sh\n# no heading\n```\n\n## Stage 2: Two\n\nsecond\n");
  }

  private Solution.Shown show(Set<Integer> passed, Integer stage, boolean spoil) {
    LabManifest manifest =
        new LabManifest(
            "view-counter",
            "",
            "",
            "",
            0,
            3,
            0,
            List.of(),
            "",
            List.of(),
            IntStream.rangeClosed(1, 3)
                .mapToObj(n -> new StageEntry(n, "Title " + n, 10, List.of(), "", List.of()))
                .toList(),
            "dev.syslab.solutions.viewcounter.RedisViewCounter",
            List.of(),
            List.of());
    return new Solution(lab, manifest, n -> passed.contains(n) ? Standing.CHANGED : Standing.OPEN)
        .show(Optional.ofNullable(stage), spoil);
  }

  private static List<String> sources(Solution.Shown shown) {
    return shown.parts().stream().map(Part::source).toList();
  }

  @Test
  void all_of_it_is_shown_once_every_stage_has_passed() {
    Solution.Shown shown = show(Set.of(1, 2, 3), null, false);

    assertThat(sources(shown)).containsExactly(PAGE, REFERENCE);
    assertThat(shown.parts().get(1).text()).contains("@Reference\npublic class RedisViewCounter");
    assertThat(shown.withheld()).isEmpty();
  }

  @Test
  void of_some_stages_their_sections_are_shown_and_the_rest_is_named() {
    Solution.Shown shown = show(Set.of(1), null, false);

    assertThat(shown.parts())
        .containsExactly(new Part(PAGE, "## Stage 1: One\n\nfirst\n\n```sh\n# no heading\n```\n"));
    assertThat(shown.withheld()).containsExactly(2, 3);
  }

  @Test
  void nothing_is_shown_before_a_stage_passes() {
    assertThatThrownBy(() -> show(Set.of(), null, false))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("no stage of view-counter passes yet")
        .hasMessageContaining("./lab hint view-counter\n")
        .hasMessageEndingWith("./lab solution view-counter --spoil");
    assertThatThrownBy(() -> show(Set.of(1), 2, false))
        .hasMessageContaining("stage 2 of view-counter does not pass yet")
        .hasMessageContaining("./lab hint view-counter 2\n")
        .hasMessageEndingWith("./lab solution view-counter --stage 2 --spoil");
  }

  @Test
  void spoil_shows_it_all_the_same() {
    assertThat(sources(show(Set.of(), null, true))).containsExactly(PAGE, REFERENCE);
    assertThat(show(Set.of(), 2, true).parts())
        .containsExactly(new Part(PAGE, "## Stage 2: Two\n\nsecond\n"));
  }

  @Test
  void a_stage_without_a_section_leads_to_the_whole() {
    assertThatThrownBy(() -> show(Set.of(3), 3, false))
        .hasMessage(
            PAGE
                + " has no separate section for stage 3. To show the whole essay:"
                + " ./lab solution view-counter --spoil");
    assertThat(sources(show(Set.of(), 3, true))).containsExactly(PAGE, REFERENCE);
  }

  @Test
  void a_stage_that_does_not_exist_is_named_with_the_range() {
    assertThatThrownBy(() -> show(Set.of(), 4, true))
        .hasMessage("view-counter has no stage 4; its stages are 1 to 3");
  }

  @Test
  void the_text_names_each_file_once() {
    String text = Solution.asText(show(Set.of(1, 2), null, false).parts());

    assertThat(text).containsOnlyOnce(PAGE).contains("first", "second");
  }
}
