package dev.syslab.solutions.websocketchat.alternatives;

import dev.syslab.labs.websocketchat.RefusedException;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Serves the echo and the chat of one node with Jetty, which puts messages together, judges frames
 * and answers closes itself. Its threads are not bound to connections, as Netty's are: any thread
 * may send to a client, and Jetty keeps the order.
 *
 * <p>Nodes of a cluster are the reference's.
 */
@Alternative(summary = "Jetty's WebSocket API instead of Netty, for the echo and for one node")
public final class OnJetty extends ChatNode {
  public OnJetty(Environment env) {
    super(env);
  }

  @Override
  public int echo() {
    return serve(request -> new JettyEcho());
  }

  @Override
  public int listen(Settings settings) {
    Rooms rooms = new Rooms(this::room);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    owned(timer::shutdownNow);
    return serve(
        request -> {
          if (!request.getHttpURI().getPath().equals("/chat")) {
            throw new RefusedException(404, "the chat is at /chat");
          }
          if (!request.hasSubProtocol(SUBPROTOCOL)) {
            throw new RefusedException(400, "offer " + SUBPROTOCOL);
          }
          return new JettyConnection(user(request.getHttpURI().getQuery()), rooms, settings, timer);
        });
  }

  private int serve(Function<ServerUpgradeRequest, Session.Listener> accept) {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(WebSocketUpgradeHandler.from(server, container -> set(container, accept)));
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    owned(server::stop);
    return connector.getLocalPort();
  }

  /** A frame may be of any size, so that it is measured as the message is: while it arrives. */
  private static void set(
      ServerWebSocketContainer container, Function<ServerUpgradeRequest, Session.Listener> accept) {
    container.setIdleTimeout(Duration.ZERO);
    container.setMaxFrameSize(0);
    container.setMaxTextMessageSize(LARGEST_MESSAGE);
    container.setMaxBinaryMessageSize(LARGEST_MESSAGE);
    container.addMapping(
        "/*", (request, response, callback) -> accept(accept, request, response, callback));
  }

  private static Session.Listener accept(
      Function<ServerUpgradeRequest, Session.Listener> accept,
      ServerUpgradeRequest request,
      ServerUpgradeResponse response,
      Callback callback) {
    try {
      Session.Listener connection = accept.apply(request);
      if (request.hasSubProtocol(SUBPROTOCOL)) {
        response.setAcceptedSubProtocol(SUBPROTOCOL);
      }
      return connection;
    } catch (RefusedException e) {
      Response.writeError(request, response, callback, e.status(), e.getMessage());
      return null;
    }
  }

  private static String user(String query) {
    return Arrays.stream(query == null ? new String[0] : query.split("&"))
        .filter(parameter -> parameter.startsWith("user="))
        .map(parameter -> decode(parameter.substring("user=".length())))
        .filter(user -> Request.fits(user, LONGEST_NAME))
        .findFirst()
        .orElseThrow(() -> new RefusedException(400, "say who you are: ?user=ann"));
  }

  /** Bytes first, because {@code URLDecoder} would replace those that are not UTF-8. */
  private static String decode(String encoded) {
    try {
      String bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new RefusedException(400, "the user is not encoded UTF-8");
    }
  }
}
