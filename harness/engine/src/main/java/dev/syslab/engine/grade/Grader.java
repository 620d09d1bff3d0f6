package dev.syslab.engine.grade;

import dev.syslab.engine.LabException;
import dev.syslab.engine.grade.Grade.GradedStage;
import dev.syslab.engine.grade.Grade.GradedTest;
import dev.syslab.engine.grade.Intake.Taken;
import dev.syslab.engine.grade.SubmissionCompiler.Compiled;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.SourceDigest;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Printable;
import dev.syslab.services.base.ServiceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Grades submissions of one lab: takes, compiles and tries each, and says what it is worth. */
final class Grader {
  private static final int BUSY_PER_CORE = 6;
  private static final String TOO_BUSY =
      "not run: the time limit had passed, on an overloaded machine; grade fewer in parallel";

  private final CompiledLab lab;
  private final Function<CompiledLab, Trials> trials;
  private final GradeOptions options;
  private final Intake intake;
  private final String originals;

  /**
   * @param trials makes what runs the trials of a lab with a submission's classes
   */
  Grader(CompiledLab lab, Function<CompiledLab, Trials> trials, GradeOptions options) {
    this.lab = lab;
    this.trials = trials;
    this.options = options;
    this.intake = new Intake(lab.folder());
    this.originals = SourceDigest.ofOriginals(lab.folder());
  }

  /**
   * A grade, and the trial that it rests on.
   *
   * @param verdict empty if nothing could be tried
   */
  record Graded(Grade grade, Optional<Verdict> verdict) {}

  /** Whether a grade says what this grader would find of the same submission. */
  boolean stands(Grade grade, Submission submission) {
    return grade.outcome().isConclusive()
        && grade.tests(GradeOutcome.INCONCLUSIVE) == 0
        && grade.originals().equals(originals)
        && grade.stages().equals(stages())
        && grade.digest().equals(digest(submission));
  }

  private String digest(Submission submission) {
    try {
      return intake.take(submission.path()).digest();
    } catch (IOException | LabException e) {
      return "";
    }
  }

  private String stages() {
    return options.stages().core() ? "core" : "all";
  }

  /**
   * Grades one.
   *
   * @param work an empty folder for its classes
   */
  Graded grade(Submission submission, Path work) throws IOException {
    long began = System.nanoTime();
    Taken taken;
    try {
      taken = intake.take(submission.path());
    } catch (IOException | LabException e) {
      return unreadable(submission, e.getMessage(), began);
    }
    Compiled compiled;
    try {
      compiled = new SubmissionCompiler(options.isolation()).compile(lab, taken.sources(), work);
    } catch (ServiceException e) {
      return untried(
          submission, taken, GradeOutcome.INCONCLUSIVE, String.valueOf(e.getMessage()), 0, began);
    }
    if (!compiled.well()) {
      return untried(submission, taken, GradeOutcome.DOES_NOT_COMPILE, compiled.errors(), 0, began);
    }
    CompiledLab judging = lab.judging(compiled.classes());
    try {
      SubjectSpec.LEARNER.type(judging);
    } catch (LabException e) {
      return untried(submission, taken, GradeOutcome.DOES_NOT_COMPILE, e.getMessage(), 0, began);
    }
    Attempts attempts;
    Attempts.Result result;
    try (Trials programs = trials.apply(judging)) {
      attempts = attempts(programs, options);
      result = attempts.run(request(SubjectSpec.LEARNER, options));
    }
    if (result.verdict().isEmpty()) {
      return untried(
          submission, taken, GradeOutcome.INCONCLUSIVE, result.trouble(), attempts.made(), began);
    }
    Verdict verdict = complete(result.verdict().get(), attempts);
    return graded(submission, taken, verdict, attempts, began);
  }

  static Attempts attempts(Trials programs, GradeOptions options) {
    return new Attempts(programs, options.limit(), System::nanoTime, Grader::machineIsBusy);
  }

  static TrialRequest request(SubjectSpec subject, GradeOptions options) {
    return new TrialRequest(
        subject,
        options.stages(),
        Optional.empty(),
        options.mode(),
        options.seed(),
        false,
        false,
        false);
  }

  private List<StageEntry> due() {
    return lab.manifest().stages().stream()
        .filter(stage -> !options.stages().core() || lab.manifest().isCore(stage))
        .toList();
  }

  /** With every stage that was due: those that no trial has begun, the time limit had ended. */
  private Verdict complete(Verdict verdict, Attempts attempts) {
    Outcome notRun = attempts.busy() ? Outcome.INCONCLUSIVE : Outcome.FAIL;
    String why = attempts.busy() ? TOO_BUSY : lateMessage();
    List<StageVerdict> stages = new ArrayList<>(verdict.stages());
    for (StageEntry stage : due()) {
      if (stages.stream().noneMatch(one -> one.number() == stage.number())) {
        stages.add(StageVerdict.notRun(stage, notRun, why));
      }
    }
    return new Verdict(
        lab.manifest().name(),
        verdict.subject(),
        verdict.services(),
        verdict.seed(),
        stages,
        verdict.tampered());
  }

  private String lateMessage() {
    return "not run: the time limit of %d s had passed".formatted(options.limit().toSeconds());
  }

  private Graded graded(
      Submission submission, Taken taken, Verdict verdict, Attempts attempts, long began) {
    List<GradedStage> stages = verdict.stages().stream().map(this::graded).toList();
    Outcome found = verdict.outcome();
    GradeOutcome outcome = GradeOutcome.of(found);
    String message = "";
    if (!taken.changed().isEmpty()) {
      outcome = GradeOutcome.TAMPERED;
      message = "files of the lab were changed; the originals were used";
    } else if (attempts.late() && !attempts.busy()) {
      outcome = GradeOutcome.TIMED_OUT;
      message = lateMessage();
    } else if (taken.handedIn() == 0) {
      message = "the submission contains none of this lab's files to edit (My*.java)";
    }
    Grade grade =
        new Grade(
            Grade.FORMAT,
            submission.name(),
            lab.manifest().name(),
            taken.digest(),
            originals,
            stages(),
            verdict.services().id(),
            verdict.seed(),
            outcome,
            message,
            verdict.earned(),
            stages.stream()
                .filter(stage -> stage.outcome() == GradeOutcome.INCONCLUSIVE)
                .mapToInt(GradedStage::points)
                .sum(),
            verdict.points(),
            attempts.made(),
            secondsSince(began),
            taken.changed(),
            stages);
    return new Graded(grade, Optional.of(verdict));
  }

  private GradedStage graded(StageVerdict stage) {
    List<GradedTest> tests =
        stage.tests().stream()
            .map(
                test ->
                    new GradedTest(
                        test.id(),
                        outcome(test),
                        test.millis(),
                        test.message(),
                        test.hint(),
                        test.replay()))
            .toList();
    boolean passed = stage.outcome() == Outcome.PASS;
    boolean late = tests.stream().allMatch(test -> test.outcome() == GradeOutcome.TIMED_OUT);
    return new GradedStage(
        stage.number(),
        stage.title(),
        late ? GradeOutcome.TIMED_OUT : GradeOutcome.of(stage.outcome()),
        passed ? stage.points() : 0,
        stage.points(),
        tests);
  }

  private GradeOutcome outcome(TestVerdict test) {
    return test.message().equals(lateMessage())
        ? GradeOutcome.TIMED_OUT
        : GradeOutcome.of(test.outcome());
  }

  private Graded unreadable(Submission submission, String why, long began) {
    Taken nothing = new Taken(Map.of(), 0, List.of(), "");
    return untried(
        submission,
        nothing,
        GradeOutcome.DOES_NOT_COMPILE,
        "the submission could not be read: " + why,
        0,
        began);
  }

  /** A grade without a trial: every test that was due is in it all the same. */
  private Graded untried(
      Submission submission,
      Taken taken,
      GradeOutcome outcome,
      String message,
      int attempts,
      long began) {
    List<GradedStage> stages =
        due().stream()
            .map(
                stage ->
                    new GradedStage(
                        stage.number(),
                        stage.title(),
                        outcome,
                        0,
                        stage.points(),
                        stage.tests().stream()
                            .map(test -> new GradedTest(test.id(), outcome, 0, "", "", ""))
                            .toList()))
            .toList();
    int points = due().stream().mapToInt(StageEntry::points).sum();
    Grade grade =
        new Grade(
            Grade.FORMAT,
            submission.name(),
            lab.manifest().name(),
            taken.digest(),
            originals,
            stages(),
            "",
            options.seed().text(),
            outcome,
            Printable.of(String.valueOf(message)),
            0,
            outcome == GradeOutcome.INCONCLUSIVE ? points : 0,
            points,
            attempts,
            secondsSince(began),
            taken.changed(),
            stages);
    return new Graded(grade, Optional.empty());
  }

  private static boolean machineIsBusy() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
        > BUSY_PER_CORE * Runtime.getRuntime().availableProcessors();
  }

  private static long secondsSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }
}
