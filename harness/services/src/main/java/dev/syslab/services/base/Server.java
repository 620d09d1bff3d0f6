package dev.syslab.services.base;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A real server that runs somewhere on this machine: one process tree, or one container.
 *
 * <p>All faults are real: {@link #kill()} is SIGKILL for every process of the server, {@link
 * #pause()} is SIGSTOP (or the engine's freezer). The address stays the same for the server's whole
 * life, restarts included. Methods may be called from any thread, one at a time. Every method that
 * fails throws {@link ServiceException}.
 */
public interface Server extends AutoCloseable {

  /** Unique on this machine; the name of the server's folder in the registry. */
  String id();

  Technology technology();

  Mode mode();

  /** The server's own version, such as {@code 15.14}; as the server reports it. */
  String version();

  /** Where clients connect: always a loopback address of this machine. */
  InetSocketAddress address();

  /**
   * Where a link may listen so that clients stay on it, and where it then must forward to. Most
   * servers do not care (one slot with listen port 0: any). Kafka tells its clients to reconnect to
   * an advertised address: each of its slots is a listener that advertises a port of its own, at
   * which the link must listen.
   */
  default List<LinkSlot> linkSlots() {
    return List.of(new LinkSlot(0, address()));
  }

  /**
   * One way to reach the server through a link.
   *
   * @param listenPort the loopback port at which the link must listen; 0 for any
   * @param target where the link forwards to
   */
  record LinkSlot(int listenPort, InetSocketAddress target) {}

  /**
   * Starts the server again with the data it had, and waits until it is ready. Does nothing when it
   * runs.
   */
  void start();

  /**
   * Orderly shutdown (SIGTERM or the server's own command); keeps the data. Does nothing when it is
   * down.
   */
  void stop();

  /**
   * SIGKILL for every process of the server; keeps the data as a crash leaves them. Returns when
   * all are gone.
   */
  void kill();

  /**
   * Freezes every process of the server; its sockets stay open and silent. Returns when all are
   * frozen.
   */
  void pause();

  /** Undoes {@link #pause()}. */
  void resume();

  /** {@link #stop()}, then {@link #start()}. */
  default void restart() {
    stop();
    start();
  }

  /** Whether the server's processes exist (frozen ones do). */
  boolean alive();

  /**
   * One real request of the server's protocol, answered within the bound: {@code PING}, {@code
   * SELECT 1}, …
   */
  boolean answers(Duration bound);

  /**
   * Runs the server's own administration tool beside the server, as its administrator: {@code
   * rabbitmqctl} for RabbitMQ. Only for a server that nobody else uses.
   *
   * @return what the tool printed
   * @throws ServiceException also if the tool fails, or if the technology has none
   */
  String administer(String... arguments);

  /** The last lines of the server's own log, oldest first. */
  List<String> logs(int lines);

  /**
   * A fresh, empty place of its own in this server: a database, a numbered Redis database, a vhost,
   * a topic prefix.
   *
   * @param label for people who look into the server; letters, digits and underscores
   */
  default Namespace namespace(String label) {
    return namespace(label, Rights.OWN_PLACE);
  }

  /**
   * As {@link #namespace(String)}.
   *
   * @param rights of the place's own account
   * @throws ServiceException also if it is to have the whole of a server that others use
   */
  Namespace namespace(String label, Rights rights);

  /** Ends the server and removes its data. A warm server is only given back. Idempotent. */
  @Override
  void close();
}
