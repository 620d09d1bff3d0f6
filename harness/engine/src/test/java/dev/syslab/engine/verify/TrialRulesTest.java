package dev.syslab.engine.verify;

import static dev.syslab.engine.verify.Verdicts.FORGETS;
import static dev.syslab.engine.verify.Verdicts.ends;
import static dev.syslab.engine.verify.Verdicts.manifest;
import static dev.syslab.engine.verify.Verdicts.mistake;
import static dev.syslab.engine.verify.Verdicts.one;
import static dev.syslab.engine.verify.Verdicts.sound;
import static dev.syslab.engine.verify.Verdicts.stage;
import static dev.syslab.engine.verify.Verdicts.test;
import static dev.syslab.engine.verify.Verdicts.verdict;
import static dev.syslab.engine.verify.Verdicts.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.verify.LabVerifier.Trials;
import dev.syslab.kit.verdict.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule about trials is broken once, and it and no other must say so. */
class TrialRulesTest {
  private static List<String> broken(LabManifest manifest, Trials trials) {
    VerifyOptions options = new VerifyOptions(Optional.empty(), 2, false, false, false);
    return new TrialRules(manifest, options)
        .check(trials).stream()
            .filter(check -> !check.ok())
            .map(check -> check.rule() + " " + check.what() + ": " + check.detail())
            .toList();
  }

  private static List<String> broken(Trials trials) {
    return broken(manifest(), trials);
  }

  private static Trials skeleton(Outcome outcome, String message) {
    Trials t = sound();
    return new Trials(
        with(t.skeleton(), "Stage2.answers", ends(outcome, message)),
        t.reference(),
        t.alternatives(),
        t.mistakes());
  }

  private static Trials reference(Verdict... verdicts) {
    Trials t = sound();
    return new Trials(t.skeleton(), List.of(verdicts), t.alternatives(), t.mistakes());
  }

  @Test
  void a_sound_lab_breaks_nothing() {
    assertThat(broken(sound())).isEmpty();
    assertThat(broken(skeleton(Outcome.BLOCKED, "an earlier stage"))).isEmpty();
  }

  @Test
  void a_skeleton_that_passes_a_test() {
    assertThat(broken(skeleton(Outcome.PASS, "")))
        .containsExactly(
            "SKELETON Stage2.answers: should end with “not implemented yet”, but ended with PASS"
                + " (has the skeleton been changed?)");
  }

  @Test
  void a_skeleton_that_fails_for_another_reason() {
    assertThat(broken(skeleton(Outcome.FAIL, "NullPointerException\nat …")))
        .containsExactly(
            "SKELETON Stage2.answers: should end with “not implemented yet”, but ended with FAIL:"
                + " NullPointerException (has the skeleton been changed?)");
  }

  @Test
  void a_reference_that_fails_once_of_two_runs() {
    Verdict good = sound().reference().get(0);

    assertThat(broken(reference(good, with(good, "Stage1.keeps", ends(Outcome.FAIL, "lost")))))
        .hasSize(2)
        .contains("ACCEPTED reference, Stage1.keeps: FAIL: lost; again: ./lab test")
        .anyMatch(line -> line.startsWith("REPEATABLE 2 runs of the reference: ended with {"));
  }

  @Test
  void an_alternative_that_fails() {
    Trials t = sound();
    Verdict other = t.alternatives().get("other");

    assertThat(
            broken(
                new Trials(
                    t.skeleton(),
                    t.reference(),
                    Map.of("other", with(other, "Stage1.keeps", ends(Outcome.FAIL, "lost"))),
                    t.mistakes())))
        .containsExactly("ACCEPTED alternative:other, Stage1.keeps: FAIL: lost; again: ./lab test");
  }

  @Test
  void a_mistake_that_survives_leaves_its_test_unneeded_as_well() {
    assertThat(broken(mistake(sound(), FORGETS, ends(Outcome.PASS, ""))))
        .containsExactly(
            "KILLED forgets: Stage1.keeps should fail on it, but ended with PASS; again: ./lab test",
            "NEEDED Stage1.keeps: kills no mistake: is the test redundant, or is a mistake missing?");
  }

  @Test
  void where_some_mistakes_were_not_tried_names_must_do_and_silence_is_told() {
    Trials t = sound();
    Trials one =
        new Trials(
            t.skeleton(),
            t.reference(),
            t.alternatives(),
            Map.of(Verdicts.SLOW, t.mistakes().get(Verdicts.SLOW)));
    LabManifest tried = manifest().withMistakes(Verdicts.SLOW::equals);
    List<MistakeEntry> all = manifest().mistakes();
    VerifyOptions options = new VerifyOptions(Optional.empty(), 1, false, false, false);
    TrialRules rules = new TrialRules(tried, all, options);

    assertThat(rules.check(one).stream().filter(check -> check.rule() == Rule.NAMED))
        .extracting(Check::what, Check::ok)
        .containsExactly(tuple("Stage1.keeps", true), tuple("Stage2.answers", true));
    assertThat(rules.check(one)).noneMatch(check -> check.rule() == Rule.NEEDED);
    assertThat(rules.unjudged(one)).isEmpty();

    // Nobody names the one of stage 1, whose mistake was not tried; that of stage 2 is judged.
    LabManifest more = manifest(stage(1, "keeps", "counts"), stage(2, "answers", "hurries"));
    TrialRules others = new TrialRules(more.withMistakes(Verdicts.SLOW::equals), all, options);

    assertThat(others.unjudged(one))
        .containsExactly(
            "the check that Stage1.counts kills a mistake; no mistake names it, and not all"
                + " mistakes of stage 1 were run");
    assertThat(
            others.check(one).stream().filter(check -> check.rule() == Rule.NAMED && !check.ok()))
        .extracting(Check::what)
        .containsExactly("Stage2.hurries");
  }

  @Test
  void a_mistake_caught_with_another_hint() {
    assertThat(
            broken(
                mistake(sound(), FORGETS, t -> test(t.id(), Outcome.FAIL, "lost", "elsewhere", 1))))
        .containsExactly("KILLED forgets: Stage1.keeps shows the hint “elsewhere”, not “memory”");
  }

  @Test
  void a_mistake_caught_by_another_test_than_it_names() {
    LabManifest manifest = manifest(stage(1, "keeps", "counts"), stage(2, "answers"));
    Trials t = sound();
    Verdict both =
        verdict(
            "x",
            one(
                1,
                test("Stage1.keeps", Outcome.PASS, "", "", 1),
                test("Stage1.counts", Outcome.PASS, "", "", 1)),
            one(2, test("Stage2.answers", Outcome.PASS, "", "", 1)));
    var mistakes = new LinkedHashMap<>(t.mistakes());
    mistakes.put(
        FORGETS,
        List.of(
            verdict(
                "mistake:forgets",
                one(
                    1,
                    test("Stage1.keeps", Outcome.PASS, "", "", 1),
                    test("Stage1.counts", Outcome.FAIL, "lost", "memory", 1)))));
    Trials trials =
        new Trials(
            with(
                with(both, "Stage1.keeps", ends(Outcome.NOT_IMPLEMENTED, "")),
                "Stage1.counts",
                ends(Outcome.NOT_IMPLEMENTED, "")),
            List.of(both),
            Map.of("other", both),
            mistakes);
    Trials notImplemented =
        new Trials(
            with(trials.skeleton(), "Stage2.answers", ends(Outcome.NOT_IMPLEMENTED, "")),
            trials.reference(),
            trials.alternatives(),
            mistakes);

    assertThat(broken(manifest, notImplemented))
        .containsExactly(
            "KILLED forgets: Stage1.keeps should fail on it, but ended with PASS; again: ./lab test",
            "NEEDED Stage1.keeps: kills no mistake: is the test redundant, or is a mistake missing?");
  }

  @Test
  void a_mistake_that_names_no_test_of_its_stage() {
    assertThat(
            broken(mistake(sound(), FORGETS, t -> test("Stage1.other", Outcome.FAIL, "", "", 1))))
        .contains("KILLED forgets: stage 1 has no test keeps");
  }

  @Test
  void a_mistake_that_fails_an_earlier_stage() {
    Trials t = sound();
    var mistakes = new LinkedHashMap<>(t.mistakes());
    mistakes.put(
        Verdicts.SLOW,
        List.of(
            verdict("mistake:slow", one(1, test("Stage1.keeps", Outcome.FAIL, "", "", 1))),
            t.mistakes().get(Verdicts.SLOW).get(0)));

    assertThat(broken(new Trials(t.skeleton(), t.reference(), t.alternatives(), mistakes)))
        .containsExactly("KILLED slow: fails tests of earlier stages: Stage1.keeps");
  }

  @Test
  void a_gap_in_the_stage_numbers() {
    assertThat(broken(manifest(stage(1, "keeps"), stage(3, "answers")), sound()))
        .contains("EXECUTED stage numbers: should be 1, 2, 3, … without gaps, but are [1, 3]");
    assertThat(broken(manifest(stage(1, "keeps"), stage(1, "answers")), sound()))
        .contains("EXECUTED stage numbers: should be 1, 2, 3, … without gaps, but are [1, 1]");
  }

  @Test
  void a_test_name_that_stands_twice() {
    assertThat(broken(manifest(stage(1, "keeps"), stage(2, "answers", "keeps")), sound()))
        .contains("EXECUTED test names: occur in more than one stage: [keeps]");
  }

  @Test
  void a_test_that_was_not_executed() {
    Verdict good = sound().reference().get(0);
    Verdict skipped =
        with(good, "Stage2.answers", ends(Outcome.INCONCLUSIVE, "the test was not executed"));

    assertThat(broken(reference(skipped)))
        .contains("EXECUTED reference: not executed: [Stage2.answers]");
  }

  @Test
  void a_fault_that_has_no_effect() {
    Verdict good = sound().reference().get(0);

    assertThat(
            broken(
                reference(
                    with(
                        good,
                        "Stage2.answers",
                        ends(Outcome.INCONCLUSIVE, "the fault had no effect")))))
        .contains("FAULTS reference, Stage2.answers: the fault had no effect");
  }

  @Test
  void a_lab_with_servers_that_injects_no_fault() {
    Verdict good = sound().reference().get(0);
    Verdict harmless =
        with(
            with(good, "Stage1.keeps", t -> test(t.id(), t.outcome(), "", "", 0)),
            "Stage2.answers",
            t -> test(t.id(), t.outcome(), "", "", 0));

    assertThat(broken(reference(harmless)))
        .containsExactly(
            "FAULTS injected faults: the lab has servers, but no test injects a fault");
  }
}
