package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.RefusedException;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.labs.websocketchat.Upgrade;
import dev.syslab.labs.websocketchat.WebSocketServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat server on Netty. The decoder judges bytes, {@link Messages} judges frames (stage 1), as
 * RFC 6455 [1] divides them. A {@link Connection} carries out what one client asks for (2); a
 * {@link Room} puts what all of them say into one order (3); a {@link Heartbeat} finds out who is
 * gone (4). What waits for a client that reads too slowly is counted, and bounded (5).
 *
 * <p>[1] RFC 6455, The WebSocket protocol.
 */
@Reference
public class ChatNode implements ChatServer, AutoCloseable {
  private final List<WebSocketServer> servers = new ArrayList<>();

  public ChatNode(Environment env) {}

  @Override
  public int echo() {
    return serve(WebSocketServer.start(null, frames().build(), upgrade -> connection()));
  }

  @Override
  public int listen(Settings settings) {
    Rooms rooms = new Rooms(this::room);
    return serve(
        WebSocketServer.start(SUBPROTOCOL, upgrade -> connection(user(upgrade), rooms, settings)));
  }

  /** Who connects, if the upgrade is acceptable. */
  protected String user(Upgrade upgrade) {
    if (!upgrade.path().equals("/chat")) {
      throw new RefusedException(404, "the chat is at /chat");
    }
    String user = upgrade.parameter("user").orElse("");
    if (!upgrade.offers(SUBPROTOCOL) || !Request.fits(user, LONGEST_NAME)) {
      throw new RefusedException(400, "offer " + SUBPROTOCOL + ", and say who you are: ?user=ann");
    }
    return user;
  }

  protected Messages connection() {
    return new Echo();
  }

  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings);
  }

  protected Room room(String name) {
    return new Room(name);
  }

  protected WebSocketDecoderConfig.Builder frames() {
    return WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(LARGEST_MESSAGE);
  }

  private int serve(WebSocketServer server) {
    servers.add(server);
    return server.port();
  }

  @Override
  public void close() {
    servers.forEach(WebSocketServer::close);
  }
}
