package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.engine.verify.LabVerifier.Trials;
import dev.syslab.kit.verdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries once more, with nothing beside it, what did not end as it should while other trials ran.
 * What is wrong is wrong again; what was too much for the machine is not, and is reported as such.
 * Whether verdicts stay the same under load is the question of {@code --repeat}, which does without
 * this.
 */
final class SecondLook {
  // More than a few are no accident, and would take long.
  private static final int MOST = 6;

  private final Function<TrialRequest, Verdict> alone;
  private final VerifyOptions options;
  private final List<String> unlike = new ArrayList<>();
  private int looks;

  /**
   * @param alone runs a trial while no other runs
   */
  SecondLook(VerifyOptions options, Function<TrialRequest, Verdict> alone) {
    this.options = options;
    this.alone = alone;
  }

  Trials at(Trials trials) {
    if (options.repeat() > 1 || options.matrix()) {
      return trials;
    }
    Map<String, Verdict> alternatives = new LinkedHashMap<>();
    trials
        .alternatives()
        .forEach(
            (name, verdict) ->
                alternatives.put(name, accepted(SubjectSpec.alternative(name), verdict)));
    Map<MistakeEntry, List<Verdict>> mistakes = new LinkedHashMap<>();
    trials
        .mistakes()
        .forEach((mistake, verdicts) -> mistakes.put(mistake, killed(mistake, verdicts)));
    return new Trials(
        trials.skeleton(),
        trials.reference().stream().map(one -> accepted(SubjectSpec.REFERENCE, one)).toList(),
        alternatives,
        mistakes);
  }

  /** The verdict on a subject that should pass; with what a test says alone, if it failed. */
  Verdict accepted(SubjectSpec subject, Verdict verdict) {
    if (options.repeat() > 1) {
      return verdict;
    }
    return new Verdict(
        verdict.lab(),
        verdict.subject(),
        verdict.services(),
        verdict.seed(),
        verdict.stages().stream().map(stage -> again(subject, stage)).toList(),
        verdict.tampered());
  }

  private StageVerdict again(SubjectSpec subject, StageVerdict stage) {
    return new StageVerdict(
        stage.number(),
        stage.title(),
        stage.points(),
        stage.tests().stream()
            .map(
                test ->
                    test.outcome() == Outcome.FAIL || test.outcome() == Outcome.INCONCLUSIVE
                        ? again(subject, stage.number(), test)
                        : test)
            .toList());
  }

  private TestVerdict again(SubjectSpec subject, int stage, TestVerdict first) {
    String method = first.id().substring(first.id().lastIndexOf('.') + 1);
    TestVerdict second =
        look(subject, stage, method).map(verdict -> verdict.tests().get(0)).orElse(first);
    if (second.outcome() == Outcome.PASS) {
      note(subject, first);
      return second;
    }
    return first;
  }

  private List<Verdict> killed(MistakeEntry mistake, List<Verdict> verdicts) {
    if (TrialRules.killed(mistake, verdicts).isEmpty()) {
      return verdicts;
    }
    SubjectSpec subject = SubjectSpec.mistake(mistake.name());
    Optional<List<Verdict>> second =
        look(subject, mistake.stage(), mistake.killedBy())
            .map(List::of)
            .filter(again -> TrialRules.killed(mistake, again).isEmpty());
    second.ifPresent(
        again ->
            verdicts.stream()
                .flatMap(verdict -> verdict.tests().stream())
                .filter(test -> test.id().endsWith("." + mistake.killedBy()))
                .forEach(test -> note(subject, test)));
    return second.orElse(verdicts);
  }

  private Optional<Verdict> look(SubjectSpec subject, int stage, String test) {
    if (looks++ >= MOST) {
      return Optional.empty();
    }
    return Optional.of(alone.apply(TrialRequest.all(subject, options.mode()).only(stage, test)));
  }

  private void note(SubjectSpec subject, TestVerdict first) {
    unlike.add(
        "%s, %s: %s when run in parallel, but not when rerun alone: %s"
            .formatted(
                subject.text(),
                first.id(),
                first.outcome(),
                first.message().lines().findFirst().orElse("")));
  }

  /** What ended in another way alone, a line each. */
  List<String> unlike() {
    return unlike;
  }
}
