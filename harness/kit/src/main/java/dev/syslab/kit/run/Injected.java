package dev.syslab.kit.run;

/** A fault, as the scope of its test sees it. */
public interface Injected {

  /** What was broken, and how. */
  String what();

  /** Whether it has been repaired. */
  boolean over();

  /** Whether it has taken effect so far; checks now. */
  boolean tookEffect();

  /** Whether a test that passes although this fault had no effect has proven nothing. */
  boolean mustTakeEffect();

  /** Whether something waits for it to end: then it ends before the test's parties do. */
  boolean holds();

  /** Repairs it. Idempotent. */
  void close();
}
