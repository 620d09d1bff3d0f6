package dev.syslab.subject.bench;

/**
 * A benchmark of a lab: compares the learner's code, the reference and a production library in one
 * run. Benchmarks are in {@code solutions/<lab>/src/bench/java} and have a constructor without
 * parameters.
 */
public interface Benchmark {

  /**
   * Runs the comparison, with one or more calls of {@link BenchRun#compare}.
   *
   * @throws Exception if the benchmark cannot continue; the run ends
   */
  void run(BenchRun run) throws Exception;
}
