package dev.syslab.kit.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** One client's connection through a relay: two streams. */
final class RelayedConnection {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int CHUNK = 16 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final List<Rule> rules;

  RelayedConnection(Socket client, List<Rule> rules) {
    this.client = client;
    this.rules = rules;
  }

  /** Relays until both streams have ended, then closes both sockets. */
  void run(InetSocketAddress target, ExecutorService threads) {
    try {
      server.connect(target, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Future<?> answers = threads.submit(() -> pump(server, client, Direction.FROM_SERVER));
      pump(client, server, Direction.TO_SERVER);
      answers.get();
    } catch (IOException | ExecutionException e) {
      // The client sees what it would see without a relay: a connection that ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void pump(Socket from, Socket to, Direction direction) {
    Map<Rule, Rule.Filter> filters = new HashMap<>();
    byte[] chunk = new byte[CHUNK];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      int length = in.read(chunk);
      while (length >= 0) {
        // A copy: a rule may come or go while a chunk is held inside the chain.
        pass(List.copyOf(rules), filters, direction, chunk, 0, length, out::write);
        length = in.read(chunk);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private static void pass(
      List<Rule> chain,
      Map<Rule, Rule.Filter> filters,
      Direction direction,
      byte[] chunk,
      int offset,
      int length,
      Rule.Sink out)
      throws IOException, InterruptedException {
    if (chain.isEmpty()) {
      out.accept(chunk, offset, length);
      return;
    }
    List<Rule> rest = chain.subList(1, chain.size());
    filters
        .computeIfAbsent(chain.get(0), rule -> rule.open(direction))
        .accept(
            chunk,
            offset,
            length,
            (bytes, from, count) -> pass(rest, filters, direction, bytes, from, count, out));
  }

  /** Ends the connection at once for both sides. */
  void close() {
    closeQuietly(client);
    closeQuietly(server);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed either way.
    }
  }
}
