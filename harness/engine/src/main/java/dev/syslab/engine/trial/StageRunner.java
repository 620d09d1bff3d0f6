package dev.syslab.engine.trial;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.run.Trial;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.TestFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one stage's test class on the JUnit platform, and holds what was executed against the
 * manifest.
 */
final class StageRunner {
  private final CompiledLab lab;
  private final Trial trial;
  private final int width;
  private final TestTimes times;
  private final TrialListener listener;

  /**
   * @param width how many tests may run at once
   * @param times how long tests took before; this stage's are added
   */
  StageRunner(CompiledLab lab, Trial trial, int width, TestTimes times, TrialListener listener) {
    this.lab = lab;
    this.trial = trial;
    this.width = width;
    this.times = times;
    this.listener = listener;
  }

  /** The stage's verdict without a run: an earlier stage is still to be written. */
  StageVerdict blocked(StageEntry stage, StageVerdict earlier) {
    return StageVerdict.notRun(
        stage, Outcome.BLOCKED, "stage " + earlier.number() + " is not implemented yet");
  }

  /** Runs the stage's tests: all of the class, or those that the entry holds. */
  StageVerdict run(StageEntry stage) {
    Collector collector = new Collector(stage);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(lab.judge());
    try {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectors(stage))
              .configurationParameter(
                  "junit.jupiter.execution.timeout.mode",
                  trial.settings().debug() ? "disabled" : "enabled")
              .configurationParameters(sideBySide())
              .build();
      try (LauncherSession session = LauncherFactory.openSession()) {
        Supplier<Trial> offered = () -> trial;
        session.getStore().put(Namespace.create(Trial.NAMESPACE), Trial.class, offered);
        session.getLauncher().execute(request, collector);
      }
    } finally {
      thread.setContextClassLoader(before);
    }
    List<TestVerdict> tests = stage.tests().stream().map(test -> collector.verdict(test)).toList();
    tests.forEach(
        test -> times.note(lab.manifest().name(), test.id(), test.outcome(), test.millis()));
    return new StageVerdict(stage.number(), stage.title(), stage.points(), tests);
  }

  private Map<String, String> sideBySide() {
    if (width == 1) {
      return Map.of();
    }
    String parallel = "junit.jupiter.execution.parallel.";
    return Map.of(
        parallel + "enabled", "true",
        parallel + "mode.default", "concurrent",
        parallel + "config.strategy", "fixed",
        parallel + "config.fixed.parallelism", Integer.toString(width),
        parallel + "config.fixed.max-pool-size", Integer.toString(width));
  }

  private List<? extends DiscoverySelector> selectors(StageEntry stage) {
    List<TestEntry> tests = times.longestFirst(lab.manifest().name(), stage.tests());
    boolean whole =
        lab.manifest().stage(stage.number()).map(StageEntry::tests).equals(Optional.of(tests));
    if (whole) {
      return List.of(DiscoverySelectors.selectClass(lab.judge(), stage.type()));
    }
    return tests.stream()
        .map(
            test ->
                DiscoverySelectors.selectMethod(
                    lab.judge(), stage.type(), test.method(), test.parameters()))
        .toList();
  }

  private final class Collector implements TestExecutionListener {
    private final Map<String, Long> began = new ConcurrentHashMap<>();
    private final Map<String, TestVerdict> ended = new ConcurrentHashMap<>();
    private final StageEntry stage;
    private int told;
    private volatile Throwable classFailure;

    Collector(StageEntry stage) {
      this.stage = stage;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      began.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (!test.isTest()) {
        result.getThrowable().ifPresent(error -> classFailure = error);
        return;
      }
      MethodSource source = (MethodSource) test.getSource().orElseThrow();
      long millis = (System.nanoTime() - began.get(test.getUniqueId())) / 1_000_000;
      TestVerdict verdict = verdict(source.getMethodName(), test, result, millis);
      // A second run of the same method would hide the first: the gravest counts.
      ended.merge(source.getMethodName(), verdict, (a, b) -> a.outcome() == Outcome.PASS ? b : a);
      tell();
    }

    /** In the manifest's order, whatever order they end in. */
    private synchronized void tell() {
      while (told < stage.tests().size() && ended.containsKey(stage.tests().get(told).method())) {
        listener.testEnded(stage, verdict(stage.tests().get(told)));
        told++;
      }
    }

    private TestVerdict verdict(
        String method, TestIdentifier test, TestExecutionResult result, long millis) {
      Throwable error = result.getThrowable().orElse(null);
      TestFailure failure = failure(error);
      Trial.Evidence evidence = trial.evidence(test.getUniqueId());
      Outcome outcome = Outcome.PASS;
      String message = "";
      if (failure != null) {
        outcome = failure.outcome();
        message = failure.report().what();
      } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        outcome = Outcome.INCONCLUSIVE;
        message = "the harness failed: " + error;
      }
      return new TestVerdict(
          method,
          method.replace('_', ' '),
          outcome,
          millis,
          message,
          failure == null ? "" : failure.report().hint(),
          failure == null ? "" : failure.report().replay(),
          evidence.timeline(),
          failure == null ? evidence.output() : failure.report().output(),
          evidence.notes(),
          evidence.faults(),
          evidence.plots());
    }

    private static TestFailure failure(Throwable error) {
      for (Throwable cause = error; cause != null; cause = cause.getCause()) {
        if (cause instanceof TestFailure failure) {
          return failure;
        }
      }
      return null;
    }

    /**
     * What is known of a test of the manifest; one that never ran is inconclusive, never a pass.
     */
    TestVerdict verdict(TestEntry test) {
      TestVerdict found = ended.get(test.method());
      if (found == null) {
        String why = classFailure == null ? "" : ": " + classFailure;
        return TestVerdict.notRun(test, Outcome.INCONCLUSIVE, TestVerdict.NOT_EXECUTED + why);
      }
      return new TestVerdict(
          test.id(),
          found.sentence(),
          found.outcome(),
          found.millis(),
          found.message(),
          found.hint(),
          found.replay(),
          found.timeline(),
          found.output(),
          found.notes(),
          found.faults(),
          found.plots());
    }
  }
}
