package dev.syslab.engine.watch;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Course;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.watch.WatchView.Cause;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.base.ServiceException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tests the current stage (the first that has not passed) at every save, and moves on when it
 * passes. When every stage has passed, all are tested together.
 *
 * <p>One thread decides; trials run on another, so that leaving never has to wait for one. Nothing
 * is cut short otherwise: a save or a key that comes while a trial runs takes effect after it.
 */
public final class Watcher {
  private static final Object TRIAL_ENDED = new Object();

  private final Course course;
  private final WatchView view;
  private final Saves saves;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final Set<Key> pending = new LinkedHashSet<>();

  /** The stage that is tested at a save; empty for all. */
  private Optional<StageEntry> at = Optional.empty();

  /** Whether the current stage is left when it passes: not if one that passes was asked for. */
  private boolean movesOn = true;

  private boolean leaving;

  public Watcher(Course course, LabFolder lab, WatchView view) {
    this(course, () -> Snapshot.of(lab::judgedFiles), view);
  }

  Watcher(Course course, Supplier<Snapshot> disk, WatchView view) {
    this.course = course;
    this.view = view;
    this.saves = new Saves(disk);
  }

  /** A key was pressed; may be called from any thread. */
  public void press(Key key) {
    events.add(key);
  }

  /** Watches until {@link Key#QUIT}, or until nobody sees it any more. */
  public void run() throws InterruptedException {
    at = course.standings().current(course.manifest());
    test(Cause.START);
    while (!leaving && !view.gone()) {
      Object event = events.poll(Saves.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      if (event instanceof Key key) {
        follow(key);
      } else if (saves.complete(System.nanoTime())) {
        test(Cause.SAVE);
      }
    }
  }

  private void follow(Key key) throws InterruptedException {
    switch (key) {
      case QUIT -> leaving = true;
      case AGAIN -> test(Cause.KEY);
      case ALL -> {
        at = Optional.empty();
        movesOn = true;
        test(Cause.KEY);
      }
      case NEXT -> step(1);
      case PREVIOUS -> step(-1);
      case HINT -> hint();
      case LIST -> view.list(course.manifest(), course.standings(), at);
    }
  }

  private void step(int by) throws InterruptedException {
    LabManifest lab = course.manifest();
    int from = at.map(StageEntry::number).orElse(by > 0 ? 0 : lab.stages().size() + 1);
    Optional<StageEntry> to = lab.stage(from + by);
    if (to.isEmpty()) {
      view.refused("stage " + from + " is the " + (by > 0 ? "last" : "first"));
      return;
    }
    at = to;
    movesOn = !passed(to.get());
    test(Cause.KEY);
  }

  private void hint() {
    Optional<StageEntry> stage = at.or(() -> course.standings().current(course.manifest()));
    if (stage.isEmpty()) {
      view.refused("every stage passes, so there is no hint to show");
      return;
    }
    try {
      view.hint(course.manifest(), course.hint(stage.get()));
    } catch (LabException e) {
      view.failed(e);
    }
  }

  /** Tests the current stage, then the next as long as they pass. */
  private void test(Cause cause) throws InterruptedException {
    boolean everything = false;
    for (Cause why = cause; ; why = Cause.PASSED) {
      saves.accept();
      view.testing(course.manifest(), at, why);
      Optional<Verdict> verdict = trial();
      if (leaving) {
        return;
      }
      boolean passes = verdict.map(Verdict::outcome).equals(Optional.of(Outcome.PASS));
      movesOn |= !passes;
      everything = passes && (at.isEmpty() || everyStageIsProven());
      // What was saved meanwhile is tested first.
      if (!passes || everything || !movesOn || saves.any()) {
        break;
      }
      at = after(at.get());
    }
    at = everything ? Optional.empty() : at.or(this::current);
    view.waiting(course.manifest(), at, everything);
    events.addAll(pending);
    pending.clear();
  }

  private boolean passed(StageEntry stage) {
    return course.standings().of(stage.number()).passed();
  }

  private Optional<StageEntry> current() {
    return course.standings().current(course.manifest());
  }

  /** The next stage that has not passed: later ones first. Empty if all have. */
  private Optional<StageEntry> after(StageEntry stage) {
    return course.manifest().stages().stream()
        .filter(later -> later.number() > stage.number() && !passed(later))
        .findFirst()
        .or(this::current);
  }

  private boolean everyStageIsProven() {
    Standings standings = course.standings();
    return course.manifest().stages().stream()
        .allMatch(stage -> standings.of(stage.number()) == Standing.PASSED);
  }

  /** Runs one trial to its end, or until somebody wants to leave. Empty if there is no verdict. */
  private Optional<Verdict> trial() throws InterruptedException {
    Optional<Integer> stage = at.map(StageEntry::number);
    CompletableFuture<Verdict> trial = new CompletableFuture<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                trial.complete(course.run(stage));
              } catch (RuntimeException | Error e) {
                trial.completeExceptionally(e);
              } finally {
                events.add(TRIAL_ENDED);
              }
            },
            "syslab-watch-trial");
    // Quitting does not wait for it.
    runner.setDaemon(true);
    runner.start();
    for (Object event = events.take(); event != TRIAL_ENDED; event = events.take()) {
      if (event == Key.QUIT) {
        leaving = true;
        return Optional.empty();
      }
      pending.add((Key) event);
    }
    return verdict(trial);
  }

  private Optional<Verdict> verdict(CompletableFuture<Verdict> trial) {
    try {
      Verdict verdict = trial.join();
      view.tested(verdict);
      return Optional.of(verdict);
    } catch (CompletionException e) {
      if (e.getCause() instanceof LabException known) {
        view.failed(known);
      } else if (e.getCause() instanceof ServiceException trouble) {
        view.failed(new LabException(Kind.TROUBLE, trouble.getMessage(), trouble));
      } else {
        throw e;
      }
      return Optional.empty();
    }
  }
}
