package dev.syslab.kit.net;

import java.io.IOException;

/** What a relay does to the bytes that pass it. */
public interface Rule {

  /** State for one connection's stream in one direction; its calls come from one thread. */
  Filter open(Direction direction);

  /** Handles one chunk: passes it on, late, in part, or not at all. */
  interface Filter {
    void accept(byte[] chunk, int offset, int length, Sink next)
        throws IOException, InterruptedException;
  }

  /** Where bytes go next. */
  interface Sink {
    void accept(byte[] chunk, int offset, int length) throws IOException, InterruptedException;
  }
}
