package dev.syslab.kit.run;

/** A fault, as the scope of its test sees it. */
public interface Injected {

  /** What was broken and how. */
  String what();

  /** Whether it has been mended. */
  boolean over();

  /** Whether it has left a trace so far; looks for one. */
  boolean tookEffect();

  /** Whether a test that passes without a trace of it has shown nothing. */
  boolean mustTakeEffect();

  /** Whether somebody waits for its end: it ends before the parties of the test do. */
  boolean holds();

  /** Mends it. Idempotent. */
  void close();
}
