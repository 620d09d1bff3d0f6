package dev.syslab.subject.bench;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One run of a lab's benchmarks: who takes part, and what was measured. */
public final class BenchRun {
  private final List<Contender<Object>> contenders;
  private final Map<String, Environment> environments;
  private final List<Table> tables = new ArrayList<>();

  BenchRun(List<Contender<Object>> contenders, Map<String, Environment> environments) {
    this.contenders = contenders;
    this.environments = environments;
  }

  /** The learner's code and the reference. */
  public <C> List<Contender<C>> contenders(Class<C> contract) {
    return contenders.stream()
        .map(one -> new Contender<>(one.name(), contract.cast(one.contract()), one.environment()))
        .toList();
  }

  /** The peer's own place in each of the lab's servers. */
  public Environment peer() {
    return environments.get("peer");
  }

  /**
   * A new table.
   *
   * @param peer the library's name: a contender of the table, to which ratios are made
   */
  public Table table(String title, String peer) {
    Table table = new Table(title, peer);
    tables.add(table);
    return table;
  }

  /**
   * Measures one round of a contender that still takes part; one that is not written yet leaves.
   */
  public void round(Table table, String contender, Callable<?> round) {
    if (!table.has(contender)) {
      return;
    }
    try {
      round.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      table.skip(contender, why(e));
    }
  }

  /** Callers in threads of their own wrap what they throw. */
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
