package dev.syslab.engine.grade;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services.Choice;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The trials of one submission. What is inconclusive says nothing about it, so those stages are
 * tried again, twice at most; a test's first conclusive outcome counts, whichever it is, so that
 * nobody gains by making trials inconclusive. On a machine with too much to do, where somebody
 * else's code may have taken the time, a failure counts only if the same test does not pass in the
 * trials that are left.
 */
final class Attempts {
  /** How many trials a submission gets at most. */
  static final int MOST = 3;

  private final Trials trials;
  private final Duration limit;
  private final LongSupplier clock;
  private final BooleanSupplier machineIsBusy;

  private int made;
  private boolean late;
  private boolean busy;
  // Whether the failures of the last trial may be the machine's.
  private boolean doubtful;

  /**
   * @param limit after which no further stage begins, counted from the beginning of the first one
   * @param clock in ns
   * @param machineIsBusy whether the machine has so much to do that nobody can be called slow
   */
  Attempts(Trials trials, Duration limit, LongSupplier clock, BooleanSupplier machineIsBusy) {
    this.machineIsBusy = machineIsBusy;
    this.trials = trials;
    this.limit = limit;
    this.clock = clock;
  }

  /** How many trials were made. */
  int made() {
    return made;
  }

  /** Whether stages were left out because the limit had passed. */
  boolean late() {
    return late;
  }

  /** Whether the machine was too busy for that to be the code's fault. */
  boolean busy() {
    return busy;
  }

  /** Why no trial could be made at all, and what was found where one could. */
  record Result(Optional<Verdict> verdict, String trouble) {}

  /** Tries the stages, those that are inconclusive several times. */
  Result run(TrialRequest request) {
    Verdict verdict = null;
    String trouble = "";
    Watch watch = new Watch();
    while (made < MOST && verdict == null) {
      made++;
      try {
        verdict = trials.run(request, watch);
        doubtful = machineIsBusy.getAsBoolean();
      } catch (TimeUp e) {
        late = true;
        busy = machineIsBusy.getAsBoolean();
        verdict = watch.soFar(request);
      } catch (LabException | ServiceException e) {
        trouble = String.valueOf(e.getMessage());
        watch = new Watch();
      }
    }
    while (verdict != null && made < MOST && !late && hasDoubtful(verdict)) {
      made++;
      verdict = again(verdict, request, watch);
    }
    return new Result(Optional.ofNullable(verdict), verdict == null ? trouble : "");
  }

  private Verdict again(Verdict verdict, TrialRequest request, Watch watch) {
    List<StageVerdict> stages = new ArrayList<>();
    for (StageVerdict stage : verdict.stages()) {
      StageVerdict other = stage;
      if (doubtful(stage)) {
        try {
          Verdict second = trials.run(request.only(stage.number()), watch);
          other = merged(stage, second.stages().get(0));
        } catch (TimeUp e) {
          // It was doubtful, and nobody has looked again.
          late = true;
          busy = true;
          other = undecided(stage);
        } catch (LabException | ServiceException e) {
          // As inconclusive as before.
        }
      }
      stages.add(other);
    }
    doubtful = machineIsBusy.getAsBoolean();
    return new Verdict(
        verdict.lab(),
        verdict.subject(),
        verdict.services(),
        verdict.seed(),
        stages,
        verdict.tampered());
  }

  private StageVerdict merged(StageVerdict first, StageVerdict second) {
    Map<String, TestVerdict> found = new HashMap<>();
    second.tests().stream()
        .filter(test -> test.outcome() != Outcome.INCONCLUSIVE)
        .forEach(test -> found.put(test.id(), test));
    return new StageVerdict(
        first.number(),
        first.title(),
        first.points(),
        first.tests().stream()
            .map(test -> doubtful(test) ? found.getOrDefault(test.id(), test) : test)
            .toList());
  }

  private StageVerdict undecided(StageVerdict stage) {
    return new StageVerdict(
        stage.number(),
        stage.title(),
        stage.points(),
        stage.tests().stream().map(test -> doubtful(test) ? test.inconclusive() : test).toList());
  }

  private boolean hasDoubtful(Verdict verdict) {
    return verdict.stages().stream().anyMatch(this::doubtful);
  }

  private boolean doubtful(StageVerdict stage) {
    return stage.tests().stream().anyMatch(this::doubtful);
  }

  private boolean doubtful(TestVerdict test) {
    return test.outcome() == Outcome.INCONCLUSIVE || doubtful && test.outcome() == Outcome.FAIL;
  }

  /** Ends a trial between two stages. */
  private static final class TimeUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeUp() {
      super("the time limit has passed", null, false, false);
    }
  }

  /** Keeps what a trial has found so far, and ends it when the limit has passed. */
  private final class Watch implements TrialListener {
    private final List<StageVerdict> ended = new ArrayList<>();
    private Mode mode = Mode.EMBEDDED;
    private long began = -1;

    @Override
    public void chosen(Choice choice) {
      mode = choice.mode();
    }

    @Override
    public void stageStarted(StageEntry stage) {
      long now = clock.getAsLong();
      if (began < 0) {
        began = now;
      }
      if (now - began > limit.toNanos()) {
        throw new TimeUp();
      }
    }

    @Override
    public void stageEnded(StageVerdict verdict) {
      ended.add(verdict);
    }

    Verdict soFar(TrialRequest request) {
      return new Verdict(
          "", request.subject().text(), mode, request.seed().text(), List.copyOf(ended), List.of());
    }
  }
}
