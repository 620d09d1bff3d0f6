package dev.syslab.kit.run;

import dev.syslab.kit.process.Capacity;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.TestFailure;
import dev.syslab.services.base.ServiceException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Turns what a test threw into an outcome and a readable message. */
public final class Judgement {
  private static final Pattern OF_A_LAB = Pattern.compile("dev\\.syslab\\.(labs|solutions)\\.");

  private Judgement() {}

  /** The failure that describes the outcome of a test that threw this. */
  public static TestFailure of(TestScope scope, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      // JUnit wraps exceptions from resolving a parameter.
      if (cause instanceof TestFailure judged) {
        return judged;
      }
    }
    int stage = scope.test().stage();
    Outcome outcome = outcome(scope, stage, error);
    boolean own = outcome == Outcome.FAIL;
    TestFailure.Report report =
        new TestFailure.Report(
            what(scope, outcome, error),
            own ? scope.test().hint() : "",
            scope.trial().replay(stage),
            own ? scope.timeline().timeline().lines() : List.of(),
            own ? scope.output() : List.of());
    return new TestFailure(outcome, report, error);
  }

  private static Outcome outcome(TestScope scope, int stage, Throwable error) {
    if (error instanceof NotImplementedYet todo) {
      return todo.stage() < stage ? Outcome.BLOCKED : Outcome.NOT_IMPLEMENTED;
    }
    if (error instanceof Inconclusive || error instanceof ServiceException) {
      return Outcome.INCONCLUSIVE;
    }
    return scope.troubledServers().isEmpty() && !scope.crowded()
        ? Outcome.FAIL
        : Outcome.INCONCLUSIVE;
  }

  private static String what(TestScope scope, Outcome outcome, Throwable error) {
    if (outcome == Outcome.INCONCLUSIVE
        && !(error instanceof Inconclusive || error instanceof ServiceException)) {
      return (scope.crowded()
              ? "more than "
                  + Capacity.ofThisProcess().most()
                  + " connections to the servers were open at once, and no more descriptors are"
                  + " left for this process (ulimit -n). Likely cause: the subject does not close what it opens"
              : String.join(", ", scope.troubledServers())
                  + " failed, although no fault was injected into it")
          + ". The test then reported: "
          + message(error);
    }
    if (outcome == Outcome.BLOCKED && error instanceof NotImplementedYet todo) {
      return "stage " + todo.stage() + " is not implemented yet: " + todo.getMessage();
    }
    if (error instanceof TimeoutException) {
      String waiting = scope.waitingFor();
      return "the test timed out ("
          + error.getMessage()
          + ")"
          + (waiting == null ? "" : " waiting for " + waiting);
    }
    return message(error);
  }

  private static String message(Throwable error) {
    if (error instanceof AssertionError || error instanceof ServiceException) {
      return Findings.of(String.valueOf(error.getMessage()));
    }
    // Thrown by the contract or by the test itself: the message alone would not tell which.
    return error.getClass().getSimpleName() + ": " + error.getMessage() + where(error);
  }

  /**
   * The first frame of a lab or of a solution. The contract's errors are constructed by reflection,
   * so their own first frames are not informative.
   */
  static String where(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return Arrays.stream(trace)
        .filter(frame -> OF_A_LAB.matcher(frame.getClassName()).lookingAt())
        .findFirst()
        .or(() -> Arrays.stream(trace).findFirst())
        .map(frame -> " (at %s)".formatted(frame))
        .orElse("");
  }
}
