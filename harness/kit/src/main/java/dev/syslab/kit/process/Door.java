package dev.syslab.kit.process;

import dev.syslab.subject.bridge.Bridge;
import dev.syslab.subject.bridge.Splice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The outer end of an isolated program's only way in and out (see {@link Bridge}). The program
 * reaches the ports that the judge has allowed, and nothing else; the judge reaches the program's
 * ports through listeners of this process. Whatever the program sends, the judge never waits for
 * it, and keeps a bounded number of connections.
 */
final class Door implements AutoCloseable {
  private static final Splice SPLICE =
      Splice.start("doors", Thread.currentThread().getThreadGroup());
  private static final int BACKLOG = 1024;
  private static final int MOST_CONNECTIONS = 1024;
  private static final int MOST_LISTENERS = 64;
  private static final int PROBE_SECONDS = 2;
  private static final byte FIRST = 1;
  private static final byte SECOND = 2;

  private final Path folder;
  private final ServerSocketChannel door;
  private final Map<Integer, Integer> exposed = new HashMap<>();
  private volatile Set<Integer> allowed = Set.of();

  // Used only in the splice's thread.
  private final Map<Integer, Order> orders = new HashMap<>();
  private final List<ServerSocketChannel> listeners = new ArrayList<>();
  private final Set<SocketChannel> open = java.util.Collections.newSetFromMap(new HashMap<>());
  private SocketChannel control;
  private boolean closed;
  private int last;

  /** A connection to be opened inside. */
  private interface Order {
    void made(SocketChannel channel);

    void refused();
  }

  private Door(Path folder, ServerSocketChannel door) {
    this.folder = folder;
    this.door = door;
  }

  /**
   * Opens one.
   *
   * @param port on which the program listens; the port outside is the same
   * @throws IOException if the port has been taken meanwhile, or no socket could be created
   */
  static Door open(int port) throws IOException {
    Path folder = Files.createTempDirectory("syslab");
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Door door = new Door(folder, socket);
    try {
      socket.bind(UnixDomainSocketAddress.of(door.socket()), BACKLOG);
      Files.setPosixFilePermissions(door.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
      door.listen(port, FIRST, port);
      SPLICE.accept(socket, door::entered);
      return door;
    } catch (IOException e) {
      door.close();
      throw e;
    }
  }

  /** The socket, for the program only: no other user can enter its folder. */
  Path socket() {
    return folder.resolve("door");
  }

  /** From now on, the program can reach these ports at 127.0.0.1, and no others. */
  void allowOnly(Set<Integer> ports) {
    allowed = Set.copyOf(ports);
  }

  /** From now on, the program can also reach these ports. */
  synchronized void allow(Set<Integer> ports) {
    Set<Integer> all = new java.util.HashSet<>(allowed);
    all.addAll(ports);
    allowed = Set.copyOf(all);
  }

  /**
   * A port of this machine that leads to one on which the program listens. If the program also
   * listens at 127.0.0.2, so does this port.
   */
  synchronized int expose(int inside) {
    if (exposed.containsKey(inside)) {
      return exposed.get(inside);
    }
    if (inside < 1 || inside >= 1 << 16 || exposed.size() >= MOST_LISTENERS) {
      return inside;
    }
    try {
      int port = listen(0, FIRST, inside);
      exposed.put(inside, port);
      if (listensAt(SECOND, inside)) {
        listen(port, SECOND, inside);
      }
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int listen(int outside, byte host, int inside) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    InetAddress address = loopback(host);
    listener.bind(new InetSocketAddress(address, outside), BACKLOG);
    SPLICE.later(
        () -> {
          listeners.add(listener);
          if (closed) {
            Splice.close(listener);
          }
        });
    SPLICE.accept(listener, client -> order(host, inside, joining(client)));
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private static InetAddress loopback(byte last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, last});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Order joining(SocketChannel client) {
    return new Order() {
      @Override
      public void made(SocketChannel channel) {
        open.add(client);
        SPLICE.join(channel, client, () -> left(channel, client));
      }

      @Override
      public void refused() {
        reset(client);
      }
    };
  }

  private boolean listensAt(byte host, int port) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Order probe =
        new Order() {
          @Override
          public void made(SocketChannel channel) {
            left(channel, channel);
            Splice.close(channel);
            answer.complete(true);
          }

          @Override
          public void refused() {
            answer.complete(false);
          }
        };
    SPLICE.later(() -> order(host, port, probe));
    try {
      return answer.get(PROBE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private void order(byte host, int port, Order order) {
    if (control == null || closed || orders.size() >= MOST_CONNECTIONS) {
      order.refused();
      return;
    }
    int number = ++last;
    orders.put(number, order);
    try {
      ByteBuffer message =
          ByteBuffer.allocate(Bridge.ORDER).putInt(number).put(host).putInt(port).flip();
      control.write(message);
      if (message.hasRemaining()) {
        // It no longer reads orders.
        throw new IOException("the program has stopped reading commands");
      }
    } catch (IOException e) {
      orders.remove(number);
      order.refused();
    }
  }

  /** The program has connected. */
  private void entered(SocketChannel channel) {
    if (closed || open.size() >= MOST_CONNECTIONS) {
      Splice.close(channel);
      return;
    }
    open.add(channel);
    SPLICE.head(
        channel,
        Bridge.HEAD,
        head -> {
          byte kind = head.get();
          act(kind, head.getInt(), channel);
        },
        () -> left(channel, channel));
  }

  private void act(byte kind, int number, SocketChannel channel) {
    Order order = kind == Bridge.IN || kind == Bridge.REFUSED ? orders.remove(number) : null;
    if (kind == Bridge.CONTROL && control == null) {
      control = channel;
      // It sends nothing more; it ends when the program does.
      SPLICE.head(channel, 1, nothing -> close(), this::close);
    } else if (kind == Bridge.IN && order != null) {
      order.made(channel);
    } else if (kind == Bridge.OUT && allowed.contains(number)) {
      connect(number, channel);
    } else {
      if (order != null) {
        order.refused();
      }
      left(channel, channel);
      Splice.close(channel);
    }
  }

  private void connect(int port, SocketChannel channel) {
    SPLICE.connect(
        new InetSocketAddress(loopback(FIRST), port),
        outside -> {
          open.add(outside);
          SPLICE.join(channel, outside, () -> left(channel, outside));
        },
        () -> {
          left(channel, channel);
          Splice.close(channel);
        });
  }

  private void left(SocketChannel one, SocketChannel other) {
    open.remove(one);
    open.remove(other);
  }

  /** Like a port on which nothing listens, as far as an established connection can be. */
  private static void reset(SocketChannel client) {
    try {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is already closed.
    }
    Splice.close(client);
  }

  /** Ends all connections; nothing is listened to any more. */
  @Override
  public void close() {
    SPLICE.later(
        () -> {
          closed = true;
          Splice.close(door);
          listeners.forEach(Splice::close);
          List.copyOf(open).forEach(Splice::close);
          open.clear();
          List.copyOf(orders.values()).forEach(Order::refused);
          orders.clear();
        });
    try {
      Files.deleteIfExists(socket());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Left to the system's own cleaning of temporary folders.
    }
  }
}
