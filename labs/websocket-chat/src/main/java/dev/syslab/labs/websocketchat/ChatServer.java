package dev.syslab.labs.websocketchat;

import dev.syslab.subject.Lab;

/**
 * A chat server. What it says over its connections, byte by byte, is the contract: {@code
 * protocol.md}, beside the README. A program in any language that speaks it is a chat server. The
 * methods here only start it.
 *
 * <p>Lengths are in bytes of UTF-8.
 */
@Lab(
    title = "WebSocket chat",
    summary = "A chat server whose wire protocol is the contract",
    level = Lab.Level.INTERMEDIATE,
    minutes = 90,
    core = 1,
    coreMinutes = 30,
    servers = {})
public interface ChatServer {
  /** A message from a client has at most this many bytes, in one frame or in many. */
  int LARGEST_MESSAGE = 16_384;

  /**
   * Serves the echo on 127.0.0.1: section 1 of {@code protocol.md}. Called at most once.
   *
   * @return the port
   */
  int echo();
}
