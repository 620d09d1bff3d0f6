package dev.syslab.kit.net;

import dev.syslab.kit.process.Capacity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A TCP relay on a loopback port: passes bytes between clients and a server, and applies rules to
 * them on the way. Each connection has a thread for each direction, so that one held connection
 * does not stop another.
 */
public final class Relay implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "link");
            thread.setDaemon(true);
            return thread;
          });

  private static final int PAUSE_MILLIS = 20;

  private final InetSocketAddress target;
  private final Capacity capacity;
  private final ServerSocket listener;
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  private volatile boolean refusing;
  private volatile int refused;

  public Relay(int listenPort, InetSocketAddress target) throws IOException {
    this(listenPort, target, Capacity.ofThisProcess());
  }

  Relay(int listenPort, InetSocketAddress target, Capacity capacity) throws IOException {
    this.target = target;
    this.capacity = capacity;
    this.listener =
        new ServerSocket(listenPort, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    THREADS.execute(this::acceptAll);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** The rules in force, in the order in which bytes pass them. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Ends all connections at once, and refuses new ones until {@link #admit()}. Returns how many
   * were ended.
   */
  public int refuse() {
    refused = 0;
    refusing = true;
    return reset();
  }

  /** Ends all connections at once, and returns how many. */
  public int reset() {
    List<RelayedConnection> open = List.copyOf(connections);
    open.forEach(RelayedConnection::close);
    return open.size();
  }

  public void admit() {
    refusing = false;
  }

  /** How many connections were refused since {@link #refuse()}. */
  public int refused() {
    return refused;
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (!capacity.take()) {
          client.close();
          continue;
        }
        RelayedConnection connection = new RelayedConnection(client, rules);
        // Registered before the flag is read: a connection that refuse() does not find here sees
        // its flag.
        connections.add(connection);
        if (refusing) {
          refused++;
          connection.close();
          connections.remove(connection);
          capacity.giveBack();
        } else {
          THREADS.execute(() -> relay(connection));
        }
      } catch (IOException e) {
        // The listener was closed, this client left before it was accepted, or the process has no
        // descriptor left, in which case the next attempt would fail just as fast.
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (!listener.isClosed()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void relay(RelayedConnection connection) {
    try {
      connection.run(target, THREADS);
    } finally {
      connections.remove(connection);
      capacity.giveBack();
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // It is closed either way.
    }
    connections.forEach(RelayedConnection::close);
  }
}
