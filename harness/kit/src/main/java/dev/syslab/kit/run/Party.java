package dev.syslab.kit.run;

import java.util.List;

/** A subject of a test, as the test's scope sees it. */
public interface Party {

  /** What messages call it. */
  String name();

  /** The last lines that it printed; at most that many. */
  List<String> output(int lines);

  /** Ends it for good. */
  void end();
}
