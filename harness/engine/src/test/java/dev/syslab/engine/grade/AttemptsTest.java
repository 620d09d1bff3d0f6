package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often a submission is tried, and what counts. */
class AttemptsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final TrialRequest ALL = TrialRequest.all(SubjectSpec.LEARNER, Optional.empty());

  private final List<Optional<Integer>> tried = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private boolean busy;

  /** Each trial's answer, in turn: the outcomes of its stages' only test, or why there is none. */
  private Trials trials(Object... answers) {
    Deque<Object> next = new ArrayDeque<>(List.of(answers));
    return (request, listener) -> {
      tried.add(request.stages().number());
      Object answer = next.remove();
      if (answer instanceof RuntimeException error) {
        throw error;
      }
      return verdict(request, listener, (Outcome[]) answer);
    };
  }

  private static Outcome[] stages(Outcome... outcomes) {
    return outcomes;
  }

  private Verdict verdict(TrialRequest request, TrialListener listener, Outcome[] outcomes) {
    List<StageVerdict> stages = new ArrayList<>();
    int first = request.stages().number().orElse(1);
    for (int i = 0; i < outcomes.length; i++) {
      int number = first + i;
      listener.stageStarted(new StageEntry(number, "t", 10, List.of(), "T", List.of()));
      StageVerdict stage = new StageVerdict(number, "t", 10, List.of(test(number, outcomes[i])));
      listener.stageEnded(stage);
      stages.add(stage);
      now.addAndGet(Duration.ofSeconds(40).toNanos());
    }
    return new Verdict("lab", "learner", Mode.EMBEDDED, "SEED", stages, List.of());
  }

  private static TestVerdict test(int stage, Outcome outcome) {
    return new TestVerdict(
        "T" + stage,
        "s",
        outcome,
        1,
        "m",
        "",
        "",
        Timeline.NONE,
        List.of(),
        List.of(),
        0,
        List.of());
  }

  private Attempts attempts(Duration limit, Object... answers) {
    return new Attempts(trials(answers), limit, now::get, () -> busy);
  }

  private static List<Outcome> outcomes(Attempts.Result result) {
    return result.verdict().orElseThrow().stages().stream().map(StageVerdict::outcome).toList();
  }

  @Test
  void one_trial_is_enough_if_it_says_something() {
    Attempts attempts = attempts(Duration.ofHours(1), (Object) stages(Outcome.PASS, Outcome.FAIL));

    assertThat(outcomes(attempts.run(ALL))).containsExactly(Outcome.PASS, Outcome.FAIL);
    assertThat(attempts.made()).isEqualTo(1);
  }

  @Test
  void only_the_inconclusive_stage_is_tried_again() {
    Attempts attempts =
        attempts(
            Duration.ofHours(1),
            stages(Outcome.PASS, Outcome.INCONCLUSIVE, Outcome.FAIL),
            stages(Outcome.PASS));

    assertThat(outcomes(attempts.run(ALL)))
        .containsExactly(Outcome.PASS, Outcome.PASS, Outcome.FAIL);
    assertThat(tried).containsExactly(Optional.empty(), Optional.of(2));
  }

  @Test
  void what_fails_at_last_has_failed() {
    Attempts attempts =
        attempts(
            Duration.ofHours(1),
            stages(Outcome.INCONCLUSIVE),
            stages(Outcome.INCONCLUSIVE),
            stages(Outcome.FAIL));

    assertThat(outcomes(attempts.run(ALL))).containsExactly(Outcome.FAIL);
  }

  @Test
  void three_times_inconclusive_stays_inconclusive() {
    Attempts attempts =
        attempts(
            Duration.ofHours(1),
            stages(Outcome.INCONCLUSIVE),
            stages(Outcome.INCONCLUSIVE),
            stages(Outcome.INCONCLUSIVE));

    assertThat(outcomes(attempts.run(ALL))).containsExactly(Outcome.INCONCLUSIVE);
    assertThat(attempts.made()).isEqualTo(3);
  }

  @Test
  void trouble_is_tried_again_and_said_if_it_stays() {
    LabException trouble = new LabException(Kind.TROUBLE, "the engine is gone");

    assertThat(outcomes(attempts(LIMIT, trouble, stages(Outcome.PASS)).run(ALL)))
        .containsExactly(Outcome.PASS);
    Attempts.Result result = attempts(LIMIT, trouble, trouble, trouble).run(ALL);
    assertThat(result.verdict()).isEmpty();
    assertThat(result.trouble()).isEqualTo("the engine is gone");
  }

  @Test
  void after_the_limit_no_stage_begins_and_those_before_count() {
    Attempts attempts = attempts(LIMIT, (Object) stages(Outcome.PASS, Outcome.FAIL, Outcome.PASS));

    Attempts.Result result = attempts.run(ALL);

    assertThat(outcomes(result)).containsExactly(Outcome.PASS, Outcome.FAIL);
    assertThat(attempts.late()).isTrue();
    assertThat(attempts.busy()).isFalse();
  }

  @Test
  void on_a_busy_machine_nobody_is_called_slow() {
    busy = true;
    Attempts attempts = attempts(LIMIT, (Object) stages(Outcome.PASS, Outcome.PASS, Outcome.PASS));

    attempts.run(ALL);

    assertThat(attempts.late()).isTrue();
    assertThat(attempts.busy()).isTrue();
  }

  @Test
  void a_failure_on_a_busy_machine_is_looked_at_again() {
    busy = true;
    Attempts starved =
        attempts(Duration.ofHours(1), stages(Outcome.PASS, Outcome.FAIL), stages(Outcome.PASS));
    Attempts wrong =
        attempts(
            Duration.ofHours(1), stages(Outcome.FAIL), stages(Outcome.FAIL), stages(Outcome.FAIL));
    Attempts neither =
        attempts(
            Duration.ofHours(1),
            stages(Outcome.FAIL),
            stages(Outcome.INCONCLUSIVE),
            stages(Outcome.INCONCLUSIVE));

    assertThat(outcomes(starved.run(ALL))).containsExactly(Outcome.PASS, Outcome.PASS);
    assertThat(outcomes(wrong.run(ALL))).containsExactly(Outcome.FAIL);
    assertThat(outcomes(neither.run(ALL))).containsExactly(Outcome.FAIL);
  }

  @Test
  void a_failure_that_the_limit_keeps_from_being_looked_at_again_is_undecided() {
    busy = true;
    Attempts attempts = attempts(LIMIT, stages(Outcome.PASS, Outcome.FAIL), stages(Outcome.PASS));

    Attempts.Result result = attempts.run(ALL);

    assertThat(outcomes(result)).containsExactly(Outcome.PASS, Outcome.INCONCLUSIVE);
    assertThat(attempts.late()).isTrue();
    assertThat(attempts.busy()).isTrue();
  }
}
