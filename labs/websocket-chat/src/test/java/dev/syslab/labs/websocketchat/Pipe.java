package dev.syslab.labs.websocketchat;

import dev.syslab.kit.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP connection that nobody reads. */
final class Pipe {
  private static final Duration QUIET = Duration.ofMillis(300);

  private Pipe() {}

  /** How many bytes the kernel takes for a client with a small buffer that reads nothing. */
  static long capacity() throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(anywhere);
        SocketChannel client = SocketChannel.open()) {
      client.setOption(StandardSocketOptions.SO_RCVBUF, Wire.SMALL_BUFFER);
      client.connect(listener.getLocalAddress());
      try (SocketChannel server = listener.accept()) {
        server.configureBlocking(false);
        ByteBuffer chunk = ByteBuffer.allocate(16_384);
        AtomicLong written = new AtomicLong();
        // It is full when it has taken nothing for a while: buffers grow with what is in them.
        while (Wait.atMost(QUIET, () -> write(server, chunk, written))) {}
        return written.get();
      }
    }
  }

  private static boolean write(SocketChannel server, ByteBuffer chunk, AtomicLong written) {
    try {
      int taken = server.write(chunk.clear());
      written.addAndGet(taken);
      return taken > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
