package dev.syslab.solutions.websocketchat.bench;

import java.net.URI;

/** A chat server that is compared. */
interface Chat extends AutoCloseable {
  String name();

  /** Where a client connects; starts the server if it has not been started. */
  URI address();

  /** What a client must offer, or null. */
  default String subprotocol() {
    return null;
  }

  @Override
  default void close() {}
}
