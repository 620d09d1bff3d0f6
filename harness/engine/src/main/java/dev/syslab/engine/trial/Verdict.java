package dev.syslab.engine.trial;

import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Printable;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.util.List;

/**
 * What a trial found.
 *
 * @param services how the servers were started
 * @param tampered files that the learner had changed and must not; the originals were used
 */
public record Verdict(
    String lab,
    String subject,
    Mode services,
    String seed,
    List<StageVerdict> stages,
    List<String> tampered) {

  public Outcome outcome() {
    return Outcome.of(stages.stream().map(StageVerdict::outcome).toList());
  }

  /** The verdict on a subject whose stages were tried one by one; the seed is the first one's. */
  public static Verdict whole(List<Verdict> parts) {
    Verdict first = parts.get(0);
    return new Verdict(
        first.lab(),
        first.subject(),
        first.services(),
        first.seed(),
        parts.stream().flatMap(part -> part.stages().stream()).toList(),
        first.tampered());
  }

  /** One stage. */
  public record StageVerdict(int number, String title, int points, List<TestVerdict> tests) {

    /** A stage of which no test was run, for the same reason. */
    public static StageVerdict notRun(StageEntry stage, Outcome outcome, String why) {
      return new StageVerdict(
          stage.number(),
          stage.title(),
          stage.points(),
          stage.tests().stream().map(test -> TestVerdict.notRun(test, outcome, why)).toList());
    }

    public Outcome outcome() {
      return Outcome.of(tests.stream().map(TestVerdict::outcome).toList());
    }
  }

  /**
   * One test.
   *
   * @param message what was expected and what happened; empty if it passed
   * @param hint the id of the hint that fits; empty if there is none
   * @param replay the command that runs its stage again with the same choices
   * @param timeline who did what when, also if it passed
   * @param output what the subject printed last; empty where the outcome is not its own
   * @param notes what it measured
   * @param faults how many faults it injected
   * @param plots charts of what it measured
   */
  public record TestVerdict(
      String id,
      String sentence,
      Outcome outcome,
      long millis,
      String message,
      String hint,
      String replay,
      Timeline timeline,
      List<String> output,
      List<String> notes,
      int faults,
      List<Plot> plots) {

    /** A subject's text can be anything; it is kept in a printable form. */
    public TestVerdict {
      message = Printable.of(message);
      output = output.stream().map(Printable::of).toList();
      notes = notes.stream().map(Printable::of).toList();
    }

    /** How the message of a test begins that should have run, and did not. */
    public static final String NOT_EXECUTED = "the test was not executed";

    /** The same test, whose outcome may not be its subject's fault. */
    public TestVerdict inconclusive() {
      return new TestVerdict(
          id,
          sentence,
          Outcome.INCONCLUSIVE,
          millis,
          message,
          hint,
          replay,
          timeline,
          output,
          notes,
          faults,
          plots);
    }

    static TestVerdict notRun(TestEntry test, Outcome outcome, String message) {
      return new TestVerdict(
          test.id(),
          test.sentence(),
          outcome,
          0,
          message,
          "",
          "",
          Timeline.NONE,
          List.of(),
          List.of(),
          0,
          List.of());
    }
  }

  /** What the stages that pass are worth. */
  public int earned() {
    return stages.stream()
        .filter(stage -> stage.outcome() == Outcome.PASS)
        .mapToInt(StageVerdict::points)
        .sum();
  }

  /** What the stages of this trial are worth. */
  public int points() {
    return stages.stream().mapToInt(StageVerdict::points).sum();
  }

  /** How many tests pass. */
  public long passed() {
    return tests().stream().filter(test -> test.outcome() == Outcome.PASS).count();
  }

  /** Every test of every stage. */
  public List<TestVerdict> tests() {
    return stages.stream().flatMap(stage -> stage.tests().stream()).toList();
  }
}
