package dev.syslab.subject.bench;

/**
 * One of a lab's benchmarks: the learner's code, the reference and a library that is used in
 * earnest, side by side in one run. Stands in {@code solutions/<lab>/src/bench/java}, and has a
 * constructor without parameters.
 */
public interface Benchmark {

  /**
   * Compares, with one or more calls of {@link BenchRun#compare}.
   *
   * @throws Exception if it cannot go on; the run ends
   */
  void run(BenchRun run) throws Exception;
}
