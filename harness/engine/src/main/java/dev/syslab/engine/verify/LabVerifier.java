package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.verify.Lanes.Kind;
import dev.syslab.engine.verify.Scope.Depth;
import dev.syslab.engine.verify.Scope.LabScope;
import dev.syslab.kit.verdict.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Proves that a lab is sound: runs every trial that the rules speak of, side by side where the
 * cores allow, and judges the verdicts.
 */
public final class LabVerifier {
  private final LabCompiler compiler;
  private final TrialRunner runner;
  private final Consumer<String> progress;

  /**
   * @param progress told of each trial that has ended, in a line
   */
  public LabVerifier(LabCompiler compiler, TrialRunner runner, Consumer<String> progress) {
    this.compiler = compiler;
    this.runner = runner;
    this.progress = progress;
  }

  public LabVerdict verify(LabFolder folder, VerifyOptions options) {
    return verify(LabScope.of(folder, Depth.WHOLE), options);
  }

  /** As much of a lab as the scope says. */
  public LabVerdict verify(LabScope scope, VerifyOptions options) {
    LabFolder folder = scope.lab();
    try (CompiledLab lab = compiler.compile(folder, Origin.WORK_TREE)) {
      LabManifest all = options.core() ? lab.manifest().coreOnly() : lab.manifest();
      LabManifest manifest = scope.narrowed(all);
      if (scope.depth() == Depth.STATIC) {
        List<Check> checks = withoutTrials(folder, lab, options);
        return new LabVerdict(
            manifest.name(), tests(manifest), all.mistakes().size(), 0, 0, 0, 0, checks);
      }
      // While trials wait, and not when all are over.
      FutureTask<List<Check>> others = new FutureTask<>(() -> withoutTrials(folder, lab, options));
      Thread aside = new Thread(others, "rules-without-trials");
      aside.setDaemon(true);
      aside.start();
      SecondLook look = new SecondLook(options, request -> run(lab, request));
      LanguageTrials languages = new LanguageTrials(lab, manifest, look, progress);
      Trials trials = look.at(run(lab, manifest, options, languages));
      TrialRules rules = new TrialRules(manifest, all.mistakes(), options);
      List<Check> checks = new ArrayList<>(rules.check(trials));
      checks.addAll(languages.checks());
      checks.addAll(join(others));
      List<String> notRun = new ArrayList<>(languages.notRun());
      rules.unjudged(trials).forEach(line -> notRun.add(all.name() + ": " + line));
      if (scope.depth() == Depth.SAMPLE && !options.quick()) {
        notRun.addAll(leftOut(all, manifest));
      }
      long killed =
          trials.mistakes().entrySet().stream()
              .filter(e -> TrialRules.killed(e.getKey(), e.getValue()).isEmpty())
              .count();
      long accepted = trials.alternatives().values().stream().filter(TrialRules::accepted).count();
      return new LabVerdict(
          manifest.name(),
          tests(manifest),
          all.mistakes().size(),
          trials.mistakes().size(),
          (int) killed,
          manifest.alternatives().size(),
          (int) accepted,
          checks,
          notRun,
          look.unlike());
    } catch (LabException e) {
      if (e.kind() != LabException.Kind.TROUBLE) {
        return new LabVerdict(
            folder.name(),
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(Check.fails(Rule.SKELETON, "compilation", e.getMessage())));
      }
      throw e;
    }
  }

  private static List<Check> withoutTrials(
      LabFolder folder, CompiledLab lab, VerifyOptions options) {
    List<Check> checks = new ArrayList<>(new DocsRules(folder, lab.manifest()).check());
    checks.addAll(new StyleRules(folder, lab.manifest()).check());
    checks.addAll(new BenchRules(lab).check(options));
    return checks;
  }

  private static int tests(LabManifest manifest) {
    return manifest.stages().stream().mapToInt(stage -> stage.tests().size()).sum();
  }

  /** What a share leaves out, in a line; none if that is nothing. */
  private static List<String> leftOut(LabManifest all, LabManifest tried) {
    int left = all.mistakes().size() - tried.mistakes().size();
    return left == 0
        ? List.of()
        : List.of(
            "%s: %d of %d mistakes (run: %d); the nightly workflow runs all of them"
                .formatted(all.name(), left, all.mistakes().size(), tried.mistakes().size()));
  }

  /** Every verdict that the rules speak of. */
  record Trials(
      Verdict skeleton,
      List<Verdict> reference,
      Map<String, Verdict> alternatives,
      Map<MistakeEntry, List<Verdict>> mistakes) {}

  private Trials run(
      CompiledLab lab, LabManifest manifest, VerifyOptions options, LanguageTrials languages) {
    try (Lanes lanes = Lanes.ofThisMachine()) {
      List<List<Future<Verdict>>> reference = new ArrayList<>();
      for (int i = 0; i < options.repeat(); i++) {
        reference.add(stageByStage(lanes, lab, manifest, SubjectSpec.REFERENCE, options));
      }
      Map<String, List<Future<Verdict>>> alternatives = new LinkedHashMap<>();
      Map<MistakeEntry, List<Future<Verdict>>> mistakes = new LinkedHashMap<>();
      List<Future<Verdict>> skeleton =
          manifest.stages().stream()
              .map(stage -> lanes.add(Kind.SHORT, () -> skeleton(lab, stage.number(), options)))
              .toList();
      if (!options.quick()) {
        manifest
            .alternatives()
            .forEach(
                one ->
                    alternatives.put(
                        one.name(),
                        stageByStage(
                            lanes, lab, manifest, SubjectSpec.alternative(one.name()), options)));
        // Later stages are about waiting, and their trials are long: theirs come first.
        for (MistakeEntry mistake : lastStageFirst(manifest.mistakes())) {
          mistakes.put(
              mistake,
              stagesOf(mistake, manifest, options).stream()
                  .map(n -> mistake(lanes, lab, mistake, n, options))
                  .toList());
        }
      }
      // Their packages may have to be installed first, while the lanes are full.
      languages.run(
          (subject, n) -> begin(lanes, Kind.OTHER_LANGUAGE, lab, all(subject, options).only(n)));
      return collect(skeleton, reference, alternatives, mistakes);
    }
  }

  private static List<MistakeEntry> lastStageFirst(List<MistakeEntry> mistakes) {
    return mistakes.stream()
        .sorted(Comparator.comparingInt(MistakeEntry::stage).reversed())
        .toList();
  }

  private static Trials collect(
      List<Future<Verdict>> skeleton,
      List<List<Future<Verdict>>> reference,
      Map<String, List<Future<Verdict>>> alternatives,
      Map<MistakeEntry, List<Future<Verdict>>> mistakes) {
    Map<String, Verdict> accepted = new LinkedHashMap<>();
    alternatives.forEach((name, stages) -> accepted.put(name, whole(stages)));
    Map<MistakeEntry, List<Verdict>> killed = new LinkedHashMap<>();
    mistakes.forEach(
        (mistake, trials) -> killed.put(mistake, trials.stream().map(LabVerifier::join).toList()));
    return new Trials(
        whole(skeleton), reference.stream().map(LabVerifier::whole).toList(), accepted, killed);
  }

  /**
   * The skeleton throws at its first call, so it needs no process: starting some would be most of
   * the work. A stage that ends in another way is tried again as a learner's code would be.
   */
  private Verdict skeleton(CompiledLab lab, int stage, VerifyOptions options) {
    TrialRequest request = all(SubjectSpec.LEARNER, options).only(stage);
    Verdict quick = run(lab, request.inOneProcess());
    boolean open =
        quick.tests().stream()
            .allMatch(
                test ->
                    test.outcome() == Outcome.NOT_IMPLEMENTED || test.outcome() == Outcome.BLOCKED);
    return open ? quick : run(lab, request);
  }

  /**
   * A trial of each stage: the lanes stay full to the end, which one long trial would not let. The
   * last stage, whose tests take longest, begins first.
   */
  private List<Future<Verdict>> stageByStage(
      Lanes lanes,
      CompiledLab lab,
      LabManifest manifest,
      SubjectSpec subject,
      VerifyOptions options) {
    LinkedList<Future<Verdict>> inOrder = new LinkedList<>();
    for (StageEntry stage : lastFirst(manifest.stages())) {
      TrialRequest request = all(subject, options).only(stage.number());
      inOrder.addFirst(begin(lanes, Kind.JAVA, lab, request));
    }
    return inOrder;
  }

  static List<StageEntry> lastFirst(List<StageEntry> stages) {
    return stages.stream().sorted(Comparator.comparingInt(StageEntry::number).reversed()).toList();
  }

  private static Verdict whole(List<Future<Verdict>> stages) {
    return Verdict.whole(stages.stream().map(LabVerifier::join).toList());
  }

  private static List<Integer> stagesOf(
      MistakeEntry mistake, LabManifest manifest, VerifyOptions options) {
    return manifest.stages().stream()
        .map(StageEntry::number)
        .filter(number -> options.matrix() ? number <= mistake.stage() : number == mistake.stage())
        .toList();
  }

  private Future<Verdict> mistake(
      Lanes lanes, CompiledLab lab, MistakeEntry mistake, int stage, VerifyOptions options) {
    TrialRequest request = all(SubjectSpec.mistake(mistake.name()), options);
    boolean namedOnly =
        stage == mistake.stage() && !options.matrix() && everyTestIsNamed(lab.manifest(), stage);
    TrialRequest narrow = namedOnly ? request.only(stage, mistake.killedBy()) : request.only(stage);
    return begin(lanes, Kind.SHORT, lab, narrow);
  }

  private Future<Verdict> begin(Lanes lanes, Kind kind, CompiledLab lab, TrialRequest request) {
    return lanes.add(kind, () -> runner.expectedMillis(lab, request), () -> run(lab, request));
  }

  /**
   * Whether each test of the stage is named by a mistake: then the named tests alone show that
   * every test kills one, and the others need not run.
   */
  private static boolean everyTestIsNamed(LabManifest manifest, int stage) {
    return manifest.stage(stage).stream()
        .flatMap(entry -> entry.tests().stream())
        .allMatch(
            test ->
                manifest.mistakes().stream()
                    .anyMatch(
                        mistake ->
                            mistake.stage() == stage && mistake.killedBy().equals(test.method())));
  }

  private static TrialRequest all(SubjectSpec subject, VerifyOptions options) {
    return TrialRequest.all(subject, options.mode());
  }

  private Verdict run(CompiledLab lab, TrialRequest request) {
    long began = System.nanoTime();
    Verdict verdict = runner.run(lab, request, TrialListener.NONE);
    progress.accept(
        "%-14s %-44s %-16s %5.1f s"
            .formatted(
                verdict.lab(),
                verdict.subject() + request.stages().number().map(n -> ", stage " + n).orElse(""),
                verdict.outcome(),
                (System.nanoTime() - began) / 1e9));
    return verdict;
  }

  static <T> T join(Future<T> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(LabException.Kind.TROUBLE, "interrupted", e);
    }
  }
}
