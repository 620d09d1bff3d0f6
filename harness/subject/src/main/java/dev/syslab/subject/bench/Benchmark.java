package dev.syslab.subject.bench;

/**
 * One of a lab's benchmarks: the learner's code, the reference and a library that is used in
 * earnest, side by side in one run. Stands in {@code solutions/<lab>/src/bench/java}, and has a
 * constructor without parameters.
 */
public interface Benchmark {

  /**
   * Measures, and puts each round's figures into tables of the run. Rounds of the contenders take
   * turns, so that a change of the machine's speed meets them all.
   *
   * @throws Exception if it cannot go on; the run ends
   */
  void run(BenchRun run) throws Exception;
}
