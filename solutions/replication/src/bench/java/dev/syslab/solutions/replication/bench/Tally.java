package dev.syslab.solutions.replication.bench;

import dev.syslab.subject.bench.Callers;
import dev.syslab.subject.bench.Figures;
import java.util.ArrayList;
import java.util.List;

/** The reads of one round. */
final class Tally {
  private final List<Long> nanos = new ArrayList<>();
  private int byReplicas;
  private int stale;

  /**
   * Counts a read.
   *
   * @param old whether it has returned less than its client had written
   */
  synchronized void read(long took, boolean byReplica, boolean old) {
    nanos.add(took);
    byReplicas += byReplica ? 1 : 0;
    stale += old ? 1 : 0;
  }

  void record(Figures figures, Callers.Times calls) {
    nanos.sort(null);
    Callers.Times reads = new Callers.Times(nanos.size(), calls.seconds(), nanos);
    figures.add("stale reads, %", 100.0 * stale / nanos.size());
    figures.add("reads by replicas, %", 100.0 * byReplicas / nanos.size());
    figures.add("median of reads, ms", reads.percentile(0.5));
    figures.add("p99 of reads, ms", reads.percentile(0.99));
    figures.add("calls a second", calls.callsPerSecond());
  }
}
