package dev.syslab.engine.watch;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Course;
import dev.syslab.engine.learn.Hints;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** A lab whose trials end as they are told to. */
final class FakeCourse implements Course {
  private final List<StageEntry> stages;
  private final Map<Integer, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Map<Integer, Standing> standings = new ConcurrentHashMap<>();
  private volatile LabException error;
  private volatile CountDownLatch held = new CountDownLatch(0);

  FakeCourse(int number) {
    stages =
        IntStream.rangeClosed(1, number)
            .mapToObj(n -> new StageEntry(n, "Stage " + n, 10, List.of(), "Stage" + n, List.of()))
            .toList();
  }

  void ends(int stage, Outcome outcome) {
    outcomes.put(stage, outcome);
  }

  void standing(int stage, Standing standing) {
    standings.put(stage, standing);
  }

  void throwing(LabException thrown) {
    error = thrown;
  }

  /** The next trial lasts until this is counted down. */
  CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  String judged(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public LabManifest manifest() {
    return new LabManifest(
        "fake", "", "", "", 0, 1, 0, List.of(), "", List.of(), stages, "", List.of(), List.of());
  }

  @Override
  public Standings standings() {
    return stage -> standings.getOrDefault(stage, Standing.UNTRIED);
  }

  @Override
  public Verdict run(Optional<Integer> stage) {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (error != null) {
      throw error;
    }
    List<StageVerdict> verdicts =
        stages.stream()
            .filter(one -> stage.map(number -> number == one.number()).orElse(true))
            .map(one -> verdict(one, outcomes.getOrDefault(one.number(), Outcome.FAIL)))
            .toList();
    for (StageVerdict verdict : verdicts) {
      boolean passed = verdict.outcome() == Outcome.PASS;
      standings.put(verdict.number(), passed ? Standing.PASSED : Standing.OPEN);
    }
    return new Verdict("fake", "learner", Mode.EMBEDDED, "S", verdicts, List.of());
  }

  private static StageVerdict verdict(StageEntry stage, Outcome outcome) {
    TestVerdict test =
        new TestVerdict(
            "t", "t", outcome, 1, "", "", "", Timeline.NONE, List.of(), List.of(), 0, List.of());
    return new StageVerdict(stage.number(), stage.title(), stage.points(), List.of(test));
  }

  @Override
  public Hints.Given hint(StageEntry stage) {
    return new Hints.Given(stage.number(), "id", false, 1, 2, false, "text", List.of());
  }
}
