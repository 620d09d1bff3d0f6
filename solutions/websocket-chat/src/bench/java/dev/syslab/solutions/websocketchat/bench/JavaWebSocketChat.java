package dev.syslab.solutions.websocketchat.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A server of Java-WebSocket, which keeps what a slow client does not take without bound. */
final class JavaWebSocketChat implements Chat {
  static final String NAME = "Java-WebSocket";

  private Server server;

  private static final class Server extends WebSocketServer {
    private final PeerRooms<WebSocket> rooms = new PeerRooms<>(Server::send);
    private final CountDownLatch started = new CountDownLatch(1);

    Server() {
      super(new InetSocketAddress("127.0.0.1", 0));
      setTcpNoDelay(true);
      setMaxPendingConnections(1_024);
    }

    private static void send(WebSocket session, String text) {
      if (session.isOpen()) {
        session.send(text);
      }
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket session, ClientHandshake handshake) {
      // A client speaks first.
    }

    @Override
    public void onMessage(WebSocket session, String text) {
      rooms.hear(session, text);
    }

    @Override
    public void onClose(WebSocket session, int code, String reason, boolean remote) {
      rooms.gone(session);
    }

    @Override
    public void onError(WebSocket session, Exception error) {
      // A client that has gone: onClose follows.
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized URI address() {
    if (server == null) {
      server = new Server();
      server.start();
      try {
        server.started.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return URI.create("ws://127.0.0.1:" + server.getPort() + "/");
  }

  @Override
  public void close() {
    if (server != null) {
      try {
        server.stop(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
