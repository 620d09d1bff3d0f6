package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.engine.verify.LabVerifier.Trials;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A sound lab's manifest and verdicts, made by hand; tests break one thing at a time. */
final class Verdicts {
  static final MistakeEntry FORGETS = new MistakeEntry("forgets", "F", "…", 1, "keeps", "memory");
  static final MistakeEntry SLOW = new MistakeEntry("slow", "S", "…", 2, "answers", "time");

  private Verdicts() {}

  static LabManifest manifest() {
    return manifest(stage(1, "keeps"), stage(2, "answers"));
  }

  static StageEntry stage(int number, String... methods) {
    List<TestEntry> tests = new ArrayList<>();
    for (String method : methods) {
      tests.add(new TestEntry("Stage" + number + "." + method, method, "", "hint"));
    }
    return new StageEntry(number, "Stage", 1, List.of(), "Stage" + number, tests);
  }

  static LabManifest manifest(StageEntry... stages) {
    return new LabManifest(
        "lab",
        "Lab",
        "…",
        "beginner",
        1,
        1,
        1,
        List.of(Technology.REDIS),
        "C",
        List.of("My.java"),
        List.of(stages),
        "R",
        List.of(),
        List.of(FORGETS, SLOW));
  }

  static TestVerdict test(String id, Outcome outcome, String message, String hint, int faults) {
    return new TestVerdict(
        id,
        id,
        outcome,
        1,
        message,
        hint,
        "./lab test",
        Timeline.NONE,
        List.of(),
        List.of(),
        faults,
        List.of());
  }

  static Verdict verdict(String subject, StageVerdict... stages) {
    return new Verdict("lab", subject, Mode.EMBEDDED, "7K2Q", List.of(stages), List.of());
  }

  static StageVerdict one(int number, TestVerdict... tests) {
    return new StageVerdict(number, "Stage", 1, List.of(tests));
  }

  private static Verdict both(String subject, Outcome outcome, int faults) {
    return verdict(
        subject,
        one(1, test("Stage1.keeps", outcome, "", "", faults)),
        one(2, test("Stage2.answers", outcome, "", "", faults)));
  }

  static Trials sound() {
    Map<MistakeEntry, List<Verdict>> mistakes = new LinkedHashMap<>();
    mistakes.put(
        FORGETS,
        List.of(
            verdict(
                "mistake:forgets",
                one(1, test("Stage1.keeps", Outcome.FAIL, "lost", "memory", 1)))));
    mistakes.put(
        SLOW,
        List.of(
            verdict(
                "mistake:slow", one(2, test("Stage2.answers", Outcome.FAIL, "late", "time", 1)))));
    return new Trials(
        both("learner", Outcome.NOT_IMPLEMENTED, 0),
        List.of(both("reference", Outcome.PASS, 1)),
        Map.of("other", both("alternative:other", Outcome.PASS, 1)),
        mistakes);
  }

  /** The same verdict with one test changed. */
  static Verdict with(Verdict verdict, String id, UnaryOperator<TestVerdict> change) {
    return verdict(
        verdict.subject(),
        verdict.stages().stream()
            .map(
                stage ->
                    one(
                        stage.number(),
                        stage.tests().stream()
                            .map(test -> test.id().equals(id) ? change.apply(test) : test)
                            .toArray(TestVerdict[]::new)))
            .toArray(StageVerdict[]::new));
  }

  static UnaryOperator<TestVerdict> ends(Outcome outcome, String message) {
    return test -> test(test.id(), outcome, message, test.hint(), test.faults());
  }

  static Trials mistake(Trials trials, MistakeEntry mistake, UnaryOperator<TestVerdict> change) {
    Map<MistakeEntry, List<Verdict>> mistakes = new LinkedHashMap<>(trials.mistakes());
    mistakes.computeIfPresent(
        mistake,
        (key, verdicts) ->
            List.of(with(verdicts.get(0), verdicts.get(0).tests().get(0).id(), change)));
    return new Trials(trials.skeleton(), trials.reference(), trials.alternatives(), mistakes);
  }
}
