package dev.syslab.kit.process;

/** What a program in namespaces can and cannot do. */
class BubblewrapTest extends IsolationTest {
  BubblewrapTest() {
    super(Isolations.Way.BUBBLEWRAP);
  }
}
