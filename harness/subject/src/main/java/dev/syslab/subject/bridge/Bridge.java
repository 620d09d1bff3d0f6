package dev.syslab.subject.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inner end of an isolated program's only way in and out, a Unix socket. Inside, the program
 * has its own network with only a loopback interface; the bridge listens there on the ports that
 * the judge has allowed, and connects to the program's own ports when the judge asks it to. It
 * enforces nothing: the judge decides at the outer end where a connection goes.
 */
public final class Bridge {
  /** The variable with the path of the socket; without it, the program is not isolated. */
  public static final String DOOR = "SYSLAB_DOOR";

  /** The first byte of each connection to the socket, followed by a number as an int. */
  public static final byte CONTROL = 'C';

  /** The number is the port outside. */
  public static final byte OUT = 'O';

  /** The number is that of the judge's order, which has been carried out. */
  public static final byte IN = 'I';

  /** The number is that of the judge's order, and nothing listens there. */
  public static final byte REFUSED = 'R';

  /** How long such a head is. */
  public static final int HEAD = 1 + Integer.BYTES;

  /** How long an order is: its number, the last byte of the loopback address, the port. */
  public static final int ORDER = Integer.BYTES + 1 + Integer.BYTES;

  private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:(\\d{1,5})");
  private static final int BACKLOG = 512;
  private static final Bridge NONE = new Bridge(null, null);

  private static volatile Bridge here = NONE;

  private final UnixDomainSocketAddress door;
  private final Splice splice;
  private final Map<Integer, ServerSocketChannel> listeners = new HashMap<>();

  private Bridge(UnixDomainSocketAddress door, Splice splice) {
    this.door = door;
    this.splice = splice;
  }

  /** The bridge of this process; it does nothing unless the process is isolated. */
  public static Bridge here() {
    return here;
  }

  /** Opens the connection to the judge if this process is isolated. */
  public static void open() throws IOException {
    String path = System.getenv(DOOR);
    if (path == null) {
      return;
    }
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    UnixDomainSocketAddress door = UnixDomainSocketAddress.of(path);
    Bridge bridge = new Bridge(door, Splice.start("bridge", top));
    SocketChannel control = SocketChannel.open(door);
    control.write(head(CONTROL, 0));
    bridge.orders(control);
    here = bridge;
  }

  private void orders(SocketChannel control) {
    splice.head(
        control,
        ORDER,
        order -> {
          carryOut(order.getInt(), order.get(), order.getInt());
          orders(control);
        },
        // The judge has exited.
        () -> Runtime.getRuntime().halt(1));
  }

  private void carryOut(int number, byte host, int port) {
    splice.connect(
        new InetSocketAddress(loopback(host), port),
        inside -> toDoor(head(IN, number), inside),
        () ->
            splice.connect(
                door,
                outside -> {
                  send(outside, head(REFUSED, number));
                  Splice.close(outside);
                },
                () -> {}));
  }

  private void toDoor(ByteBuffer head, SocketChannel inside) {
    splice.connect(
        door,
        outside -> {
          send(outside, head);
          splice.join(inside, outside, () -> {});
        },
        () -> Splice.close(inside));
  }

  private static void send(SocketChannel to, ByteBuffer head) {
    try {
      // A new connection's send buffer has room for it.
      to.write(head);
    } catch (IOException e) {
      Splice.close(to);
    }
  }

  /** The loopback ports that texts name. */
  public static Set<Integer> ports(Collection<String> texts) {
    Set<Integer> ports = new TreeSet<>();
    for (String text : texts) {
      for (Matcher found = LOOPBACK.matcher(text); found.find(); ) {
        int port = Integer.parseInt(found.group(1));
        if (port > 0 && port < 1 << 16) {
          ports.add(port);
        }
      }
    }
    return ports;
  }

  /** From now on, the program can reach the addresses that these texts name. */
  public synchronized void reach(Collection<String> texts) {
    if (this == NONE) {
      return;
    }
    for (int port : ports(texts)) {
      if (!listeners.containsKey(port)) {
        listen(port);
      }
    }
  }

  private void listen(int port) {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(loopback((byte) 1), port), BACKLOG);
      listeners.put(port, listener);
      splice.accept(listener, inside -> toDoor(head(OUT, port), inside));
    } catch (IOException e) {
      // The program itself has taken this port, or it is one that only a system may listen on.
    }
  }

  /** From now on, the program can no longer reach the addresses that it was given. */
  public synchronized void release() {
    listeners.values().forEach(Splice::close);
    listeners.clear();
  }

  private static InetAddress loopback(byte last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, last});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteBuffer head(byte kind, int number) {
    return ByteBuffer.allocate(HEAD).put(kind).putInt(number).flip();
  }
}
