package dev.syslab.engine.verify;

import static dev.syslab.engine.verify.Verdicts.FORGETS;
import static dev.syslab.engine.verify.Verdicts.ends;
import static dev.syslab.engine.verify.Verdicts.mistake;
import static dev.syslab.engine.verify.Verdicts.one;
import static dev.syslab.engine.verify.Verdicts.sound;
import static dev.syslab.engine.verify.Verdicts.test;
import static dev.syslab.engine.verify.Verdicts.verdict;
import static dev.syslab.engine.verify.Verdicts.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.verify.LabVerifier.Trials;
import dev.syslab.kit.verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondLookTest {
  private final List<TrialRequest> asked = new ArrayList<>();

  private SecondLook look(int repeat, Outcome alone) {
    return new SecondLook(
        new VerifyOptions(Optional.empty(), repeat, false, false, false),
        request -> {
          asked.add(request);
          return verdict(
              request.subject().text(),
              one(
                  request.stages().number().get(),
                  test(
                      "Stage" + request.stages().number().get() + "." + request.test().get(),
                      alone,
                      "",
                      "memory",
                      1)));
        });
  }

  private static Trials referenceFails(Outcome outcome) {
    Trials t = sound();
    Verdict reference = with(t.reference().get(0), "Stage2.answers", ends(outcome, "late\nvery"));
    return new Trials(t.skeleton(), List.of(reference), t.alternatives(), t.mistakes());
  }

  @Test
  void what_ended_as_it_should_is_not_tried_again() {
    SecondLook look = look(1, Outcome.FAIL);

    assertThat(look.at(sound())).isEqualTo(sound());
    assertThat(asked).isEmpty();
    assertThat(look.unlike()).isEmpty();
  }

  @Test
  void what_passes_alone_counts_and_is_told() {
    SecondLook look = look(1, Outcome.PASS);

    Trials trials = look.at(referenceFails(Outcome.FAIL));

    assertThat(trials.reference().get(0).outcome()).isEqualTo(Outcome.PASS);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).stages().number()).contains(2);
    assertThat(asked.get(0).test()).contains("answers");
    assertThat(look.unlike())
        .containsExactly(
            "reference, Stage2.answers: FAIL when run in parallel, but not when rerun alone: late");
  }

  @Test
  void what_fails_alone_too_keeps_its_first_failure() {
    SecondLook look = look(1, Outcome.FAIL);
    Trials first = referenceFails(Outcome.INCONCLUSIVE);

    assertThat(look.at(first)).isEqualTo(first);
    assertThat(asked).hasSize(1);
    assertThat(look.unlike()).isEmpty();
  }

  @Test
  void a_mistake_that_slipped_through_is_tried_again_on_the_test_that_it_names() {
    Trials slipped = mistake(sound(), FORGETS, ends(Outcome.PASS, ""));
    SecondLook look = look(1, Outcome.FAIL);

    Trials trials = look.at(slipped);

    assertThat(TrialRules.killed(FORGETS, trials.mistakes().get(FORGETS))).isEmpty();
    assertThat(asked.get(0).subject().text()).isEqualTo("mistake:forgets");
    assertThat(look.unlike()).hasSize(1);

    SecondLook again = look(1, Outcome.PASS);
    assertThat(again.at(slipped)).isEqualTo(slipped);
    assertThat(again.unlike()).isEmpty();
  }

  @Test
  void repeated_runs_get_no_second_look() {
    Trials first = referenceFails(Outcome.FAIL);

    assertThat(look(2, Outcome.PASS).at(first)).isEqualTo(first);
    assertThat(asked).isEmpty();
  }

  @Test
  void many_that_fail_are_no_accident() {
    SecondLook look = look(1, Outcome.PASS);

    for (int i = 0; i < 9; i++) {
      look.at(referenceFails(Outcome.FAIL));
    }

    assertThat(asked).hasSize(6);
  }
}
