package dev.syslab.services;

import dev.syslab.services.registry.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** The least of a link: forwards connections and counts them. */
public final class Relay implements AutoCloseable {

  private final ServerSocket listener;
  private final InetSocketAddress target;
  public final AtomicInteger connections = new AtomicInteger();

  public Relay(int port, InetSocketAddress target) throws IOException {
    this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    daemon(this::accept);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(Entry.HOST, listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket in = listener.accept();
        connections.incrementAndGet();
        Socket out = new Socket(target.getAddress(), target.getPort());
        daemon(() -> pump(in, out));
        daemon(() -> pump(out, in));
      } catch (IOException e) {
        // Closed, or the target is down: the client sees it.
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // One side left.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
