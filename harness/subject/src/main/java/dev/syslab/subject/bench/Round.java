package dev.syslab.subject.bench;

/** One round of one contender. */
@FunctionalInterface
public interface Round {

  /**
   * Measures once.
   *
   * @throws Exception if the contender cannot go on; it leaves the comparison, with a note
   */
  void measure(Figures figures) throws Exception;
}
