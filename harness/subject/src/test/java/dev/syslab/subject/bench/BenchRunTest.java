package dev.syslab.subject.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.subject.NotImplemented;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BenchRunTest {
  private final List<String> turns = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final Map<String, Round> rounds = new LinkedHashMap<>();

  private Table compare() {
    BenchRun run =
        new BenchRun(List.of(), Map.of(), Optional.empty(), Duration.ofMillis(300), progress::add);
    run.compare("reads", "Library", rounds);
    return run.tables().get(0);
  }

  private void takesPart(String name) {
    rounds.put(
        name,
        figures -> {
          turns.add(name);
          figures.add("turn", turns.size());
        });
  }

  @Test
  void contenders_take_turns_and_the_warm_up_does_not_count() {
    takesPart("reference");
    takesPart("Library");

    Table table = compare();

    assertThat(turns).hasSize(14).startsWith("reference", "Library", "reference", "Library");
    assertThat(table.samples().get("reference").get("turn"))
        .containsExactly(5.0, 7.0, 9.0, 11.0, 13.0);
    assertThat(table.samples().get("Library").get("turn"))
        .containsExactly(6.0, 8.0, 10.0, 12.0, 14.0);
    assertThat(progress).containsExactly("reads");
  }

  @Test
  void a_benchmark_may_have_a_pace_of_its_own() {
    takesPart("reference");
    BenchRun run =
        new BenchRun(List.of(), Map.of(), Optional.empty(), Duration.ofMillis(300), progress::add);

    run.compare("failovers", "reference", rounds, new BenchRun.Pace(1, 3, Duration.ofSeconds(10)));

    assertThat(run.tables().get(0).samples().get("reference").get("turn"))
        .containsExactly(2.0, 3.0, 4.0);
  }

  @Test
  void what_is_not_written_yet_is_named_by_its_stage_however_deep_it_was_thrown() {
    rounds.put(
        "learner",
        figures -> {
          throw new IllegalStateException(new RuntimeException(new NotImplemented(9, "evict")));
        });
    takesPart("Library");

    Table table = compare();

    assertThat(table.notes()).isEqualTo(Map.of("learner", "stage 9 is not implemented yet"));
    assertThat(table.samples().keySet()).containsExactly("learner", "Library");
    assertThat(table.samples().get("Library").get("turn")).hasSize(5);
  }

  @Test
  void a_failure_or_a_round_without_an_end_does_not_keep_the_others_from_theirs() {
    rounds.put("learner", figures -> new CountDownLatch(1).await());
    rounds.put(
        "reference",
        figures -> {
          throw new StackOverflowError("deep");
        });
    takesPart("Library");

    Table table = compare();

    assertThat(table.notes().get("learner")).startsWith("a round timed out after");
    assertThat(table.notes().get("reference"))
        .isEqualTo("failed: java.lang.StackOverflowError: deep");
    assertThat(table.samples().get("Library").get("turn")).hasSize(5);
  }
}
