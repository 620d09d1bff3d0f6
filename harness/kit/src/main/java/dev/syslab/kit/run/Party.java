package dev.syslab.kit.run;

import java.util.List;

/** A subject of a test, as the test's scope sees it. */
public interface Party {

  /** Its name in messages. */
  String name();

  /** The last lines that it printed; at most this many. */
  List<String> output(int lines);

  /** Stops it permanently. */
  void end();
}
