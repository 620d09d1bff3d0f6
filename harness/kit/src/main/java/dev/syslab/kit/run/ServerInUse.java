package dev.syslab.kit.run;

/** A server of a test, as the test's scope sees it. */
public interface ServerInUse extends AutoCloseable {

  /** Its name in messages. */
  String name();

  /** Whether it is healthy, apart from harm that the test itself has done. */
  boolean sound();

  @Override
  void close();
}
