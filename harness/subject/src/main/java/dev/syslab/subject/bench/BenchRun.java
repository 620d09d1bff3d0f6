package dev.syslab.subject.bench;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run of a lab's benchmarks: the contenders and the measurements. */
public final class BenchRun {
  private static final int WARM_UPS = 2;

  private static final int ROUNDS = 5;

  private final List<Contender<Object>> contenders;
  private final Map<String, Environment> environments;
  private final Optional<BenchCluster> cluster;
  private final Pace pace;
  private final Consumer<String> progress;
  private final List<Table> tables = new ArrayList<>();

  /**
   * How rounds are run.
   *
   * @param warmUps rounds whose figures are discarded: they compile code, open connections and fill
   *     caches
   * @param bound how long one round may take
   */
  public record Pace(int warmUps, int rounds, Duration bound) {}

  /**
   * @param environments by contender, and the peer's
   * @param bound how long one round may take, unless a benchmark specifies otherwise
   * @param progress notified of each comparison that begins
   */
  BenchRun(
      List<Contender<Object>> contenders,
      Map<String, Environment> environments,
      Optional<BenchCluster> cluster,
      Duration bound,
      Consumer<String> progress) {
    this.contenders = contenders;
    this.environments = environments;
    this.cluster = cluster;
    this.pace = new Pace(WARM_UPS, ROUNDS, bound);
    this.progress = progress;
  }

  /** The learner's code and the reference. */
  public <C> List<Contender<C>> contenders(Class<C> contract) {
    return contenders.stream().map(one -> typed(one, contract)).toList();
  }

  private static <C> Contender<C> typed(Contender<Object> one, Class<C> contract) {
    Supplier<C> another = () -> contract.cast(one.another().get());
    return new Contender<>(one.name(), contract.cast(one.contract()), one.environment(), another);
  }

  /** The peer's own namespace in each of the lab's servers. */
  public Environment peer() {
    return environments.get("peer");
  }

  /**
   * The servers that all contenders share.
   *
   * @throws java.util.NoSuchElementException if no benchmark of the lab {@link Needs} replicas
   */
  public BenchCluster cluster() {
    return cluster.orElseThrow();
  }

  /**
   * Compares contenders: they take turns, round after round, so that a change in the machine's
   * speed affects them all. Contenders that are unimplemented, fail or hang are dropped, with a
   * note.
   *
   * @param title what is compared, and under which conditions
   * @param peer the contender to which the others are compared: the library's name
   * @param rounds by contender, in the order in which they take turns
   */
  public void compare(String title, String peer, Map<String, Round> rounds) {
    compare(title, peer, rounds, pace);
  }

  /** As {@link #compare(String, String, Map)}, at a pace of the benchmark's own. */
  public void compare(String title, String peer, Map<String, Round> rounds, Pace own) {
    progress.accept(title);
    Table table = new Table(title, peer);
    tables.add(table);
    rounds.keySet().forEach(table::enter);
    for (int round = 0; round < own.warmUps() + own.rounds(); round++) {
      boolean counts = round >= own.warmUps();
      rounds.forEach((name, one) -> round(table, name, one, counts, own.bound()));
    }
  }

  private void round(Table table, String contender, Round round, boolean counts, Duration bound) {
    if (!table.has(contender)) {
      return;
    }
    Figures figures = new Figures();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              round.measure(figures);
              return null;
            });
    // In a separate thread: code that never returns must not block the other contenders.
    Thread thread = new Thread(task, "round of " + contender);
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      if (counts) {
        figures.byMetric().forEach((metric, value) -> table.add(contender, metric, value));
      }
    } catch (ExecutionException e) {
      table.skip(contender, why(e.getCause()));
    } catch (TimeoutException e) {
      task.cancel(true);
      table.skip(contender, "a round timed out after " + bound.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Callers in separate threads wrap what they throw. */
  private static String why(Throwable error) {
    Throwable root = error;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotImplemented todo) {
        return "stage " + todo.stage() + " is not implemented yet";
      }
      root = cause;
    }
    return "failed: " + root;
  }

  List<Table> tables() {
    return tables;
  }
}
