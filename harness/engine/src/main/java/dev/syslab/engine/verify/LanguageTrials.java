package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.language.LanguageProgram;
import dev.syslab.engine.language.LanguageProgram.Role;
import dev.syslab.engine.language.NotReadyException;
import dev.syslab.engine.language.Preparer;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The references in other languages: every test passes on each, in the stages that it claims. What
 * this machine lacks the tools for is left out, and counts as neither passed nor failed.
 */
final class LanguageTrials {
  private final CompiledLab lab;
  private final LabManifest manifest;
  private final SecondLook look;
  private final Consumer<String> say;
  private final List<Check> checks = new ArrayList<>();
  private final List<String> notRun = new ArrayList<>();

  /**
   * @param manifest the stages that are to be tried
   * @param say told what takes a while
   */
  LanguageTrials(CompiledLab lab, LabManifest manifest, SecondLook look, Consumer<String> say) {
    this.lab = lab;
    this.manifest = manifest;
    this.look = look;
    this.say = say;
  }

  /**
   * Tries them all, and returns when that is done.
   *
   * @param trial begins the trial of a subject on the stage with that number
   */
  void run(BiFunction<SubjectSpec, Integer, Future<Verdict>> trial) {
    Map<Future<Verdict>, SubjectSpec> trials = new LinkedHashMap<>();
    for (String language : LanguageProgram.languages(lab.folder(), Role.REFERENCE)) {
      SubjectSpec subject = SubjectSpec.inLanguage(language);
      try {
        LanguageProgram reference = LanguageProgram.read(lab.folder(), Role.REFERENCE, language);
        List<StageEntry> claimed = reference.stages(lab.manifest());
        List<StageEntry> stages =
            LabVerifier.lastFirst(claimed.stream().filter(manifest.stages()::contains).toList());
        new Preparer(reference, say).ready();
        stages.forEach(stage -> trials.put(trial.apply(subject, stage.number()), subject));
      } catch (NotReadyException e) {
        notRun.add(lab.manifest().name() + ": " + e.getMessage());
      } catch (LabException e) {
        if (e.kind() == LabException.Kind.TROUBLE) {
          throw e;
        }
        checks.add(Check.fails(Rule.ACCEPTED, subject.text(), e.getMessage()));
      }
    }
    trials.keySet().forEach(LabVerifier::join);
    trials.forEach((one, subject) -> judge(look.accepted(subject, LabVerifier.join(one))));
  }

  private void judge(Verdict verdict) {
    checks.addAll(TrialRules.accepts(verdict));
    for (TestVerdict test : verdict.tests()) {
      if (test.outcome() == Outcome.INCONCLUSIVE) {
        checks.add(Check.fails(Rule.FAULTS, verdict.subject() + ", " + test.id(), test.message()));
      }
    }
  }

  List<Check> checks() {
    return checks;
  }

  /** What was left out and why, a line each. */
  List<String> notRun() {
    return notRun;
  }
}
