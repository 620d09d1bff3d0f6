package dev.syslab.solutions.replication.bench;

import dev.syslab.labs.replication.ReplicatedDatabase;
import dev.syslab.subject.Lab;
import dev.syslab.subject.bench.BenchCluster;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Needs;
import dev.syslab.subject.bench.Round;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From the primary's death to the first write that another one acknowledges, and which part of that
 * is detection: until somebody wants the old primary's power off. After each round the other
 * servers follow the new primary.
 */
@Needs(replicas = 2, servers = Lab.Uses.REDIS)
final class TakeoverBench implements Benchmark {
  private static final BenchRun.Pace PACE = new BenchRun.Pace(1, 10, Duration.ofMinutes(4));

  private int primary;

  @Override
  public void run(BenchRun run) {
    Map<String, Round> rounds = new LinkedHashMap<>();
    for (Contender<ReplicatedDatabase> contender : run.contenders(ReplicatedDatabase.class)) {
      rounds.put(contender.name(), figures -> measure(run.cluster(), contender, figures));
    }
    run.compare("The primary is killed; agents report every 0.5 s", "reference", rounds, PACE);
  }

  private void measure(
      BenchCluster cluster, Contender<ReplicatedDatabase> contender, Figures figures)
      throws Exception {
    int old = primary;
    boolean killed = false;
    try (Takeover takeover = new Takeover(contender, old)) {
      takeover.begin();
      killed = true;
      long began = System.nanoTime();
      cluster.kill(old);
      try {
        takeover.awaitWrite();
        double detected = takeover.detected(began);
        double written = takeover.written(began);
        figures.add("detected, ms", detected);
        figures.add("published, ms", takeover.published(began));
        figures.add("first write, ms", written);
        figures.add("of that, detection, %", 100 * detected / written);
      } finally {
        primary = takeover.primary();
      }
    } finally {
      if (killed) {
        restore(cluster, old);
      }
    }
  }

  private void restore(BenchCluster cluster, int old) throws Exception {
    if (primary == old) {
      cluster.start(old);
    }
    for (int server = 0; server < 3; server++) {
      if (server != primary) {
        cluster.rejoin(server, primary);
      }
    }
  }
}
