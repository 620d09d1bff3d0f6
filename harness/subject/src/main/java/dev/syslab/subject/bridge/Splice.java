package dev.syslab.subject.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Joins connections in pairs and passes bytes between the two of each pair. One thread serves any
 * number of pairs; callbacks run in that thread and must not block.
 */
public final class Splice {
  private static final int BUFFER = 16 << 10;

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  private Splice(Selector selector) {
    this.selector = selector;
  }

  /**
   * Starts one.
   *
   * @param name of its thread
   * @param group its thread's group
   */
  public static Splice start(String name, ThreadGroup group) {
    try {
      Splice splice = new Splice(Selector.open());
      Thread thread = new Thread(group, splice::run, name);
      thread.setDaemon(true);
      thread.start();
      return splice;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a channel is waiting for; a failure closes it. */
  private interface Waiting {
    void ready(SelectionKey key) throws IOException;

    void close();
  }

  private void run() {
    while (true) {
      try {
        selector.select();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
          ready(key);
        }
        selector.selectedKeys().clear();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void ready(SelectionKey key) {
    Waiting waiting = (Waiting) key.attachment();
    try {
      if (key.isValid()) {
        waiting.ready(key);
      }
    } catch (IOException | RuntimeException e) {
      waiting.close();
    }
  }

  /** Runs a task in the thread that passes the bytes. */
  public void later(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void register(SelectableChannel channel, int operations, Waiting waiting) {
    later(
        () -> {
          try {
            channel.configureBlocking(false);
            channel.register(selector, operations, waiting);
          } catch (IOException | RuntimeException e) {
            waiting.close();
          }
        });
  }

  /** Passes every accepted connection to the callback, until the listener is closed. */
  public void accept(ServerSocketChannel listener, Consumer<SocketChannel> accepted) {
    register(
        listener,
        SelectionKey.OP_ACCEPT,
        new Waiting() {
          @Override
          public void ready(SelectionKey key) {
            try {
              SocketChannel channel = listener.accept();
              if (channel != null) {
                accepted.accept(channel);
              }
            } catch (IOException e) {
              // The client left before it was accepted, or no descriptor is left.
            }
          }

          @Override
          public void close() {
            Splice.close(listener);
          }
        });
  }

  /**
   * Reads this many bytes, and passes them to the callback; a connection that ends earlier is
   * closed.
   */
  public void head(SocketChannel channel, int bytes, Consumer<ByteBuffer> read, Runnable ended) {
    ByteBuffer head = ByteBuffer.allocate(bytes);
    register(
        channel,
        SelectionKey.OP_READ,
        new Waiting() {
          @Override
          public void ready(SelectionKey key) throws IOException {
            if (channel.read(head) < 0) {
              close();
            } else if (!head.hasRemaining()) {
              key.interestOps(0);
              read.accept(head.flip());
            }
          }

          @Override
          public void close() {
            Splice.close(channel);
            ended.run();
          }
        });
  }

  /** Connects, and passes the connection to the callback. */
  public void connect(SocketAddress to, Consumer<SocketChannel> connected, Runnable refused) {
    later(
        () -> {
          SocketChannel channel = null;
          try {
            channel =
                to instanceof UnixDomainSocketAddress
                    ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                    : SocketChannel.open();
            channel.configureBlocking(false);
            if (channel.connect(to)) {
              connected.accept(channel);
            } else {
              channel.register(
                  selector, SelectionKey.OP_CONNECT, connecting(channel, connected, refused));
            }
          } catch (IOException | RuntimeException e) {
            close(channel);
            refused.run();
          }
        });
  }

  private static Waiting connecting(
      SocketChannel channel, Consumer<SocketChannel> connected, Runnable refused) {
    return new Waiting() {
      @Override
      public void ready(SelectionKey key) throws IOException {
        channel.finishConnect();
        key.interestOps(0);
        connected.accept(channel);
      }

      @Override
      public void close() {
        Splice.close(channel);
        refused.run();
      }
    };
  }

  /** Passes bytes both ways until both directions have ended, or one side breaks. */
  public void join(SocketChannel one, SocketChannel other, Runnable ended) {
    Pair pair = new Pair(one, other, ended);
    register(one, SelectionKey.OP_READ, pair);
    register(other, SelectionKey.OP_READ, pair);
  }

  private final class Pair implements Waiting {
    private final Runnable ended;
    private final Way there;
    private final Way back;
    private boolean closed;

    Pair(SocketChannel one, SocketChannel other, Runnable ended) {
      this.ended = ended;
      this.there = new Way(one, other);
      this.back = new Way(other, one);
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
      for (Way way : List.of(there, back)) {
        way.pass();
      }
      if (there.over && back.over) {
        close();
        return;
      }
      there.await(back);
      back.await(there);
    }

    @Override
    public void close() {
      Splice.close(there.from);
      Splice.close(back.from);
      if (!closed) {
        closed = true;
        ended.run();
      }
    }
  }

  private final class Way {
    private final SocketChannel from;
    private final SocketChannel to;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private boolean atEnd;
    private boolean over;

    Way(SocketChannel from, SocketChannel to) {
      this.from = from;
      this.to = to;
    }

    void pass() throws IOException {
      if (over || from.keyFor(selector) == null || to.keyFor(selector) == null) {
        return;
      }
      atEnd = atEnd || from.read(buffer) < 0;
      buffer.flip();
      to.write(buffer);
      buffer.compact();
      if (atEnd && buffer.position() == 0) {
        over = true;
        to.shutdownOutput();
      }
    }

    /**
     * Updates what the channel waits for: to read for this direction, to write for the other one.
     */
    void await(Way back) {
      SelectionKey key = from.keyFor(selector);
      if (key != null) {
        int read = !atEnd && buffer.hasRemaining() ? SelectionKey.OP_READ : 0;
        int write = back.buffer.position() > 0 ? SelectionKey.OP_WRITE : 0;
        key.interestOps(read | write);
      }
    }
  }

  /** Closes a channel; null is none. */
  public static void close(SelectableChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is closed either way.
    }
  }
}
