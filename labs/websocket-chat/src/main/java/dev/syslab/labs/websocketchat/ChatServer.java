package dev.syslab.labs.websocketchat;

import dev.syslab.subject.Lab;
import dev.syslab.subject.Listens;
import java.time.Duration;

/**
 * A chat server. What it says over its connections, byte by byte, is the contract: {@code
 * protocol.md}, beside the README. A program in any language that speaks this protocol is a chat
 * server. The methods here only start it.
 *
 * <p>Lengths are in bytes of UTF-8.
 */
@Lab(
    title = "WebSocket chat",
    summary = "A chat server whose wire protocol is the contract",
    level = Lab.Level.INTERMEDIATE,
    minutes = 400,
    core = 4,
    coreMinutes = 170,
    servers = {})
public interface ChatServer {
  /** A message from a client has at most this many bytes, in one frame or in many. */
  int LARGEST_MESSAGE = 16_384;

  /** A user, a room and a message's id have at most this many bytes, and at least one. */
  int LONGEST_NAME = 64;

  /** The text of a message has at most this many bytes, and at least one. */
  int LONGEST_TEXT = 2_000;

  /** A client that joins a room is shown this many of its last messages. */
  int HISTORY = 50;

  /**
   * A repeated message is recognised if the original was among this many of the room's last
   * messages.
   */
  int REMEMBERED = 1_000;

  /** After a connection has ended, the others hear within this time that its user is gone. */
  Duration GONE_WITHIN = Duration.ofSeconds(1);

  /** While Redis does not answer, a node reports that within this time. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /** Once a node reaches Redis again, its clients hear within this time what they missed. */
  Duration BACK_WITHIN = Duration.ofSeconds(5);

  /** After a session has ended, its connections are closed within this time, at every node. */
  Duration ENDED_WITHIN = Duration.ofSeconds(2);

  /** The name of the cookie that holds a session's id. */
  String COOKIE = "session";

  /** The WebSocket subprotocol that clients must offer. */
  String SUBPROTOCOL = "chat.v1";

  /**
   * Serves the echo on 127.0.0.1: section 1 of {@code protocol.md}. Called at most once.
   *
   * @return the port
   */
  @Listens
  int echo();

  /**
   * Serves the chat on 127.0.0.1: sections 2 to 5 of {@code protocol.md}. Called at most once.
   *
   * @return the port
   */
  @Listens
  int listen(Settings settings);

  /**
   * Serves the chat on 127.0.0.1 as one of several nodes, each in a separate process, which share
   * Redis: sections 2 to 7 of {@code protocol.md}. Called at most once, by a server that does not
   * {@link #listen}. All nodes get the same settings.
   *
   * @return the port
   */
  @Listens
  int cluster(Settings settings, Cluster cluster);

  /**
   * As {@link #cluster}, for users who have logged in: section 8 of {@code protocol.md}. Called at
   * most once, by a server that serves nothing else. All nodes get the same access.
   *
   * @return the port
   */
  @Listens
  int guard(Settings settings, Cluster cluster, Access access);

  /**
   * Sends the clients of a server that is {@link #guard guarded} to other nodes: section 8. Returns
   * at once.
   *
   * @param window the time over which their connections are closed; 1 s to 1 h
   */
  void drain(Duration window);
}
