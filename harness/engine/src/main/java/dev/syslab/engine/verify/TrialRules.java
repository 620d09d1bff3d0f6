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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that are judged by the verdicts of trials. */
final class TrialRules {
  private static final String NO_MISTAKE =
      "kills no mistake: is the test redundant, or is a mistake missing?";

  private final LabManifest manifest;
  private final VerifyOptions options;
  private final List<MistakeEntry> all;

  TrialRules(LabManifest manifest, VerifyOptions options) {
    this(manifest, manifest.mistakes(), options);
  }

  /**
   * @param manifest the lab, with what was tried of it
   * @param all the lab's mistakes, tried or not
   */
  TrialRules(LabManifest manifest, List<MistakeEntry> all, VerifyOptions options) {
    this.manifest = manifest;
    this.all = all;
    this.options = options;
  }

  List<Check> check(Trials trials) {
    List<Check> checks = new ArrayList<>(skeleton(trials.skeleton()));
    trials.reference().forEach(verdict -> checks.addAll(accepts(verdict)));
    trials.alternatives().values().forEach(verdict -> checks.addAll(accepts(verdict)));
    trials
        .mistakes()
        .forEach(
            (mistake, verdicts) ->
                checks.add(Check.of(Rule.KILLED, mistake.name(), killed(mistake, verdicts))));
    if (!options.quick()) {
      checks.addAll(
          trials.mistakes().size() == all.size()
              ? needed(trials.mistakes())
              : named(trials.mistakes()));
    }
    checks.addAll(executed(trials));
    checks.addAll(faults(trials));
    if (options.repeat() > 1) {
      checks.add(repeatable(trials.reference()));
    }
    return checks;
  }

  private static List<Check> skeleton(Verdict verdict) {
    return verdict.tests().stream()
        .map(
            test -> {
              boolean declared =
                  test.outcome() == Outcome.NOT_IMPLEMENTED || test.outcome() == Outcome.BLOCKED;
              String wrong =
                  declared
                      ? ""
                      : "should end with “not implemented yet”, but ended with "
                          + test.outcome()
                          + brief(test)
                          + " (has the skeleton been changed?)";
              return Check.of(Rule.SKELETON, test.id(), wrong);
            })
        .toList();
  }

  static List<Check> accepts(Verdict verdict) {
    return verdict.tests().stream()
        .map(
            test -> {
              String wrong =
                  test.outcome() == Outcome.PASS
                      ? ""
                      : test.outcome() + brief(test) + "; again: " + test.replay();
              return Check.of(Rule.ACCEPTED, verdict.subject() + ", " + test.id(), wrong);
            })
        .toList();
  }

  static boolean accepted(Verdict verdict) {
    return verdict.outcome() == Outcome.PASS;
  }

  /** What is wrong with how a mistake was caught; empty if nothing is. */
  static String killed(MistakeEntry mistake, List<Verdict> verdicts) {
    List<StageVerdict> stages =
        verdicts.stream().flatMap(verdict -> verdict.stages().stream()).toList();
    List<String> earlier =
        stages.stream()
            .filter(stage -> stage.number() < mistake.stage())
            .flatMap(stage -> stage.tests().stream())
            .filter(test -> test.outcome() != Outcome.PASS)
            .map(TestVerdict::id)
            .toList();
    if (!earlier.isEmpty()) {
      return "fails tests of earlier stages: " + String.join(", ", earlier);
    }
    TestVerdict killer =
        stages.stream()
            .filter(stage -> stage.number() == mistake.stage())
            .flatMap(stage -> stage.tests().stream())
            .filter(test -> test.id().endsWith("." + mistake.killedBy()))
            .findFirst()
            .orElse(null);
    if (killer == null) {
      return "stage " + mistake.stage() + " has no test " + mistake.killedBy();
    }
    if (killer.outcome() != Outcome.FAIL) {
      return killer.id()
          + " should fail on it, but ended with "
          + killer.outcome()
          + brief(killer)
          + "; again: "
          + replay(killer, verdicts);
    }
    if (!killer.hint().equals(mistake.hint())) {
      return killer.id() + " shows the hint “" + killer.hint() + "”, not “" + mistake.hint() + "”";
    }
    return "";
  }

  private static String replay(TestVerdict test, List<Verdict> verdicts) {
    Verdict verdict = verdicts.get(verdicts.size() - 1);
    return test.replay().isEmpty()
        ? "./lab test "
            + verdict.lab()
            + " --subject "
            + verdict.subject()
            + " --seed "
            + verdict.seed()
        : test.replay();
  }

  private List<Check> needed(Map<MistakeEntry, List<Verdict>> mistakes) {
    Set<String> killers = killers(mistakes);
    return tests()
        .map(
            test -> Check.of(Rule.NEEDED, test.id(), killers.contains(test.id()) ? "" : NO_MISTAKE))
        .toList();
  }

  private static Set<String> killers(Map<MistakeEntry, List<Verdict>> mistakes) {
    return mistakes.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .flatMap(verdict -> verdict.stages().stream())
                    .filter(stage -> stage.number() == entry.getKey().stage()))
        .flatMap(stage -> stage.tests().stream())
        .filter(test -> test.outcome() == Outcome.FAIL)
        .map(TestVerdict::id)
        .collect(Collectors.toSet());
  }

  /**
   * Where some mistakes were not tried, their names must do. A test that none names may still kill
   * one; that it kills none shows only where all of its stage were tried.
   */
  private List<Check> named(Map<MistakeEntry, List<Verdict>> mistakes) {
    Set<String> killers = killers(mistakes);
    List<Check> checks = new ArrayList<>();
    for (StageEntry stage : manifest.stages()) {
      for (TestEntry test : stage.tests()) {
        boolean needed = isNamed(stage, test) || killers.contains(test.id());
        if (needed || isTried(stage)) {
          checks.add(Check.of(Rule.NAMED, test.id(), needed ? "" : NO_MISTAKE));
        }
      }
    }
    return checks;
  }

  /** What cannot be told, since some mistakes were not tried; a line each. */
  List<String> unjudged(Trials trials) {
    if (options.quick()) {
      return List.of();
    }
    Set<String> killers = killers(trials.mistakes());
    return manifest.stages().stream()
        .filter(stage -> !isTried(stage))
        .flatMap(
            stage ->
                stage.tests().stream()
                    .filter(test -> !isNamed(stage, test) && !killers.contains(test.id()))
                    .map(
                        test ->
                            "the check that "
                                + test.id()
                                + " kills a mistake; no mistake names it, and not all mistakes of"
                                + " stage "
                                + stage.number()
                                + " were run"))
        .toList();
  }

  private boolean isNamed(StageEntry stage, TestEntry test) {
    return all.stream()
        .anyMatch(one -> one.stage() == stage.number() && one.killedBy().equals(test.method()));
  }

  /** Whether all of the stage's mistakes were tried. */
  private boolean isTried(StageEntry stage) {
    return manifest
        .mistakes()
        .containsAll(all.stream().filter(one -> one.stage() == stage.number()).toList());
  }

  private List<Check> executed(Trials trials) {
    List<Check> checks = new ArrayList<>();
    List<Integer> numbers = manifest.stages().stream().map(StageEntry::number).toList();
    List<Integer> expected = Stream.iterate(1, n -> n + 1).limit(numbers.size()).toList();
    checks.add(
        Check.of(
            Rule.EXECUTED,
            "stage numbers",
            !numbers.isEmpty() && numbers.equals(expected)
                ? ""
                : "should be 1, 2, 3, … without gaps, but are " + numbers));
    Map<String, Long> times =
        tests().collect(Collectors.groupingBy(TestEntry::method, Collectors.counting()));
    Set<String> twice = new TreeSet<>();
    times.forEach(
        (method, count) -> {
          if (count > 1) {
            twice.add(method);
          }
        });
    checks.add(
        Check.of(
            Rule.EXECUTED,
            "test names",
            twice.isEmpty() ? "" : "occur in more than one stage: " + twice));
    Map<String, Verdict> full = new HashMap<>(trials.alternatives());
    full.put("skeleton", trials.skeleton());
    full.put("reference", trials.reference().get(0));
    Set<String> wanted = tests().map(TestEntry::id).collect(Collectors.toCollection(TreeSet::new));
    full.forEach(
        (name, verdict) -> {
          Set<String> missing = new TreeSet<>(wanted);
          verdict.tests().stream()
              .filter(test -> !test.message().startsWith(TestVerdict.NOT_EXECUTED))
              .map(TestVerdict::id)
              .forEach(missing::remove);
          checks.add(
              Check.of(Rule.EXECUTED, name, missing.isEmpty() ? "" : "not executed: " + missing));
        });
    return checks;
  }

  private List<Check> faults(Trials trials) {
    List<Check> checks = new ArrayList<>();
    all(trials)
        .forEach(
            verdict ->
                verdict.tests().stream()
                    .filter(test -> test.outcome() == Outcome.INCONCLUSIVE)
                    .forEach(
                        test ->
                            checks.add(
                                Check.fails(
                                    Rule.FAULTS,
                                    verdict.subject() + ", " + test.id(),
                                    test.message()))));
    int injected = trials.reference().get(0).tests().stream().mapToInt(TestVerdict::faults).sum();
    boolean enough = injected > 0 || manifest.servers().isEmpty();
    checks.add(
        Check.of(
            Rule.FAULTS,
            "injected faults",
            enough ? "" : "the lab has servers, but no test injects a fault"));
    return checks;
  }

  private static Stream<Verdict> all(Trials trials) {
    return Stream.of(
            Stream.of(trials.skeleton()),
            trials.reference().stream(),
            trials.alternatives().values().stream(),
            trials.mistakes().values().stream().flatMap(List::stream))
        .flatMap(verdicts -> verdicts);
  }

  private static Check repeatable(List<Verdict> reference) {
    Map<Outcome, Long> outcomes =
        reference.stream().collect(Collectors.groupingBy(Verdict::outcome, Collectors.counting()));
    return Check.of(
        Rule.REPEATABLE,
        reference.size() + " runs of the reference",
        outcomes.size() == 1 ? "" : "ended with " + outcomes);
  }

  private Stream<TestEntry> tests() {
    return manifest.stages().stream().flatMap(stage -> stage.tests().stream());
  }

  private static String brief(TestVerdict test) {
    return test.message().isEmpty() ? "" : ": " + test.message().lines().findFirst().orElse("");
  }
}
