package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.Cluster;
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
import java.util.concurrent.Executor;

/**
 * A chat server on Netty. The decoder judges bytes, {@link Messages} judges frames (stage 1), as
 * RFC 6455 [1] divides them. A {@link Connection} carries out what one client asks for (2); a
 * {@link Room} puts what all of them say into one order (3); a {@link Heartbeat} finds out who is
 * gone (4). What waits for a client that reads too slowly is counted, and bounded (5).
 *
 * <p>Several nodes agree by means of a log in Redis, the {@link SharedLog}. A {@link SharedRoom} is
 * one node's part of a room, a {@link Feed} reads what was said at any node (6), and whoever comes
 * back is shown what the log has after the last message heard (7), as Centrifugo does it [2].
 *
 * <p>[1] RFC 6455, The WebSocket protocol. [2] Centrifugo, History and recovery.
 */
@Reference
public class ChatNode implements ChatServer, AutoCloseable {
  protected final Environment env;
  private final List<AutoCloseable> parts = new ArrayList<>();

  public ChatNode(Environment env) {
    this.env = env;
  }

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

  @Override
  public int cluster(Settings settings, Cluster cluster) {
    SharedLog log = owned(log(cluster));
    SharedRooms rooms = owned(new SharedRooms(cluster, name -> room(name, log)));
    owned(feed(rooms, log)).start();
    Lanes lanes = owned(new Lanes());
    return serve(
        WebSocketServer.start(
            SUBPROTOCOL, upgrade -> connection(user(upgrade), rooms, settings, lanes.next())));
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

  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster);
  }

  protected Feed feed(SharedRooms rooms, SharedLog log) {
    return new Feed(env.redis(), rooms, log.node());
  }

  protected SharedRoom room(String name, SharedLog log) {
    return new SharedRoom(name, log);
  }

  protected SharedConnection connection(
      String user, SharedRooms rooms, Settings settings, Executor lane) {
    return new SharedConnection(user, rooms, settings, lane);
  }

  protected WebSocketDecoderConfig.Builder frames() {
    return WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(LARGEST_MESSAGE);
  }

  private int serve(WebSocketServer server) {
    return owned(server).port();
  }

  /** Closed with this node, the youngest first. */
  protected <T extends AutoCloseable> T owned(T part) {
    parts.add(0, part);
    return part;
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        // The others are closed all the same.
      }
    }
  }
}
