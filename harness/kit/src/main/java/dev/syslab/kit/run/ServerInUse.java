package dev.syslab.kit.run;

/** A server of a test, as the test's scope sees it. */
public interface ServerInUse extends AutoCloseable {

  /** What messages call it. */
  String name();

  /** Whether it is as it should be, as far as the test has not harmed it itself. */
  boolean sound();

  @Override
  void close();
}
