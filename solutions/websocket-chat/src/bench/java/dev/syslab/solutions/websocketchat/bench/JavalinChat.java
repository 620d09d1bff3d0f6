package dev.syslab.solutions.websocketchat.bench;

import io.javalin.Javalin;
import io.javalin.websocket.WsContext;
import java.net.URI;
import java.time.Duration;

/** A server of Javalin, whose WebSockets are Jetty's. */
final class JavalinChat implements Chat {
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final PeerRooms<Session> rooms = new PeerRooms<>(JavalinChat::send);
  private Javalin server;

  /** A context is another object for each event. */
  private record Session(String id, WsContext context) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Session session && session.id.equals(id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }
  }

  private static Session session(WsContext context) {
    return new Session(context.sessionId(), context);
  }

  private static void send(Session session, String text) {
    if (session.context.session.isOpen()) {
      session.context.send(text);
    }
  }

  @Override
  public String name() {
    return "Javalin";
  }

  @Override
  public synchronized URI address() {
    if (server == null) {
      server =
          Javalin.create(
                  config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.ws(
                        "/",
                        socket -> {
                          socket.onConnect(context -> context.session.setIdleTimeout(IDLE));
                          socket.onMessage(
                              context -> rooms.hear(session(context), context.message()));
                          socket.onClose(context -> rooms.gone(session(context)));
                        });
                  })
              .start("127.0.0.1", 0);
    }
    return URI.create("ws://127.0.0.1:" + server.port() + "/");
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }
}
