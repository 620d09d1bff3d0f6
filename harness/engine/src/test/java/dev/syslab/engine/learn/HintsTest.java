package dev.syslab.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.learn.Hints.Given;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HintsTest {
  private static final StageEntry STAGE =
      new StageEntry(
          2, "Two", 10, List.of(), "T", List.of(test("a"), test("b"), test("a"), test("gone")));

  @TempDir Path root;
  private LabFolder lab;

  private static TestEntry test(String hint) {
    return new TestEntry("T." + hint, hint, "", hint);
  }

  @BeforeEach
  void write() throws IOException {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    Files.writeString(
        lab.hints(),
        "# Hints\n\nEach a little more.\n\n## a\n1. a one\n2. a two, which\n   goes on\n\n"
            + "## b\n1. b one\n\n## other\n1. o one\n2. o two\n");
  }

  /** A command is a process of its own: nothing is remembered but in the file. */
  private Given next(String of, boolean again) {
    return new Hints(lab.workbook()).next(lab, STAGE, Optional.ofNullable(of), again);
  }

  private void failed(Outcome outcome, String... hints) {
    List<TestVerdict> tests =
        Stream.of(hints)
            .map(
                hint ->
                    new TestVerdict(
                        hint,
                        hint,
                        outcome,
                        1,
                        "",
                        hint,
                        "",
                        Timeline.NONE,
                        List.of(),
                        List.of(),
                        0,
                        List.of()))
            .toList();
    StageVerdict stage = new StageVerdict(2, "Two", 10, tests);
    new Hints(lab.workbook())
        .note(
            new Verdict("view-counter", "learner", Mode.EMBEDDED, "S", List.of(stage), List.of()));
  }

  @Test
  void each_call_gives_one_rung_more_and_says_how_many_there_are() {
    assertThat(next(null, false))
        .isEqualTo(new Given(2, "a", false, 1, 2, false, "a one", List.of("b")));
    assertThat(next(null, false))
        .isEqualTo(new Given(2, "a", false, 2, 2, false, "a two, which goes on", List.of("b")));
  }

  @Test
  void after_one_ladder_comes_the_stages_next_and_the_last_rung_is_repeated() {
    Stream.generate(() -> next(null, false).text()).limit(2).toList();

    assertThat(next(null, false).text()).isEqualTo("b one");
    Given last = next(null, false);
    assertThat(last.text()).isEqualTo("b one");
    assertThat(last.repeated()).isTrue();
  }

  @Test
  void the_ladder_that_fits_the_first_failure_is_climbed_to_its_end() {
    failed(Outcome.FAIL, "b", "a");

    assertThat(next(null, false))
        .isEqualTo(new Given(2, "b", true, 1, 1, false, "b one", List.of("a")));
    assertThat(next(null, false).repeated()).isTrue();
  }

  @Test
  void a_failure_is_forgotten_when_the_stage_passes_but_not_when_a_server_stood_in_the_way() {
    failed(Outcome.FAIL, "b");
    failed(Outcome.INCONCLUSIVE, "a");
    assertThat(next(null, false).id()).isEqualTo("b");

    failed(Outcome.PASS, "b");
    assertThat(next(null, false).id()).isEqualTo("a");
  }

  @Test
  void a_certain_ladder_can_be_asked_for_and_begun_anew() {
    failed(Outcome.FAIL, "b");

    assertThat(next("other", false).text()).isEqualTo("o one");
    assertThat(next("other", false).text()).isEqualTo("o two");
    Given anew = next("other", true);
    assertThat(anew.text()).isEqualTo("o one");
    assertThat(anew.failing()).isFalse();
    assertThat(next("other", false).text()).isEqualTo("o two");
  }

  @Test
  void an_unknown_ladder_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> next("othr", false))
        .isInstanceOf(LabException.class)
        .hasMessage("view-counter has no hint “othr”. Did you mean other?");
  }

  @Test
  void a_stage_without_hints_says_where_to_look() throws IOException {
    Files.writeString(lab.hints(), "# Hints\n");

    assertThatThrownBy(() -> next(null, false))
        .hasMessageContaining("has no hints in labs/view-counter/hints.md")
        .hasMessageContaining("./lab solution view-counter");
  }

  @Test
  void it_is_a_plain_file_and_nonsense_in_it_starts_over() throws IOException {
    failed(Outcome.FAIL, "b");
    next(null, false);
    Path file = new Hints(lab.workbook()).path();
    assertThat(file).content().isEqualTo("view-counter.2.failing=b\nview-counter.b.rung=1\n");

    Files.writeString(file, "view-counter.2.failing=nothing\nview-counter.a.rung=many\n");

    assertThat(next(null, false).text()).isEqualTo("a one");
  }
}
