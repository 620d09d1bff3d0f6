package dev.syslab.subject.bench;

/** One round of one contender. */
@FunctionalInterface
public interface Round {

  /**
   * Measures once.
   *
   * @throws Exception if the contender cannot continue; it is dropped from the comparison, with a
   *     note
   */
  void measure(Figures figures) throws Exception;
}
