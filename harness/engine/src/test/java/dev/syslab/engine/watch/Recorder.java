package dev.syslab.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Hints;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.Verdict;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a watch shows, a line each. */
final class Recorder implements WatchView {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile boolean gone;

  void leave() {
    gone = true;
  }

  /** Waits for these lines, in this order. */
  void expect(String... expected) {
    for (String line : expected) {
      assertThat(next(10_000)).isEqualTo(line);
    }
  }

  /** Longer than a save needs to be complete. */
  void expectNothingMore() {
    assertThat(next(900)).isNull();
  }

  private String next(long millis) {
    try {
      return lines.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static String name(Optional<StageEntry> stage) {
    return stage.map(one -> Integer.toString(one.number())).orElse("all");
  }

  @Override
  public void testing(LabManifest lab, Optional<StageEntry> stage, Cause cause) {
    lines.add("testing " + (stage.isPresent() ? "stage " : "") + name(stage) + ", " + cause);
  }

  @Override
  public void tested(Verdict verdict) {
    lines.add("tested " + verdict.outcome());
  }

  @Override
  public void failed(LabException why) {
    lines.add("failed: " + why.getMessage());
  }

  @Override
  public void hint(LabManifest lab, Hints.Given hint) {
    lines.add("hint for " + hint.stage());
  }

  @Override
  public void list(LabManifest lab, Standings standings, Optional<StageEntry> current) {
    lines.add("list at " + name(current));
  }

  @Override
  public void refused(String why) {
    lines.add("refused: " + why);
  }

  @Override
  public void waiting(LabManifest lab, Optional<StageEntry> current, boolean everythingPasses) {
    lines.add("waiting at " + name(current) + (everythingPasses ? ", everything passes" : ""));
  }

  @Override
  public boolean gone() {
    return gone;
  }
}
