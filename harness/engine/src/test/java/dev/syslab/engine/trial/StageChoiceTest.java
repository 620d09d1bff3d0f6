package dev.syslab.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageChoiceTest {
  private static final List<StageEntry> STAGES =
      IntStream.rangeClosed(1, 4)
          .mapToObj(n -> new StageEntry(n, "Stage", 1, List.of(), "Stage" + n, List.of()))
          .toList();

  private static final LabManifest LAB =
      new LabManifest(
          "counter",
          "",
          "",
          "",
          40,
          2,
          20,
          List.of(),
          "C",
          List.of(),
          STAGES,
          "R",
          List.of(),
          List.of(mistake(1), mistake(2), mistake(3)));

  private static MistakeEntry mistake(int stage) {
    return new MistakeEntry("m" + stage, "M" + stage, "", stage, "test", "hint");
  }

  private static List<Integer> chosen(StageChoice choice, List<StageEntry> tried) {
    return choice.of(LAB, () -> tried).stream().map(StageEntry::number).toList();
  }

  @Test
  void the_core_is_what_the_lab_says_as_far_as_the_subject_claims_it() {
    assertThat(chosen(StageChoice.ALL, STAGES)).containsExactly(1, 2, 3, 4);
    assertThat(chosen(StageChoice.CORE, STAGES)).containsExactly(1, 2);
    assertThat(chosen(StageChoice.CORE, STAGES.subList(1, 4))).containsExactly(2);
  }

  @Test
  void a_named_stage_is_tried_whatever_the_subject_claims() {
    assertThat(chosen(StageChoice.only(3), List.of())).containsExactly(3);
    assertThatThrownBy(() -> chosen(StageChoice.only(5), STAGES))
        .isInstanceOf(LabException.class)
        .hasMessage("counter has no stage 5; its stages are 1 to 4");
  }

  @Test
  void a_lab_reduced_to_its_core_keeps_the_mistakes_that_its_stages_catch() {
    assertThat(LAB.coreOnly().stages()).isEqualTo(STAGES.subList(0, 2));
    assertThat(LAB.coreOnly().mistakes()).containsExactly(mistake(1), mistake(2));
  }
}
