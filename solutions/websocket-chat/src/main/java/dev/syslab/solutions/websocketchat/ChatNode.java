package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.Access;
import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.labs.websocketchat.RefusedException;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.labs.websocketchat.Upgrade;
import dev.syslab.labs.websocketchat.WebSocketServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A chat server on Netty. The decoder judges bytes, {@link Messages} judges frames (stage 1), as
 * RFC 6455 [1] divides them. A {@link Connection} carries out what one client asks for (2); a
 * {@link Room} puts what all of them say into one order (3); a {@link Heartbeat} finds out who is
 * gone (4). What waits for a client that reads too slowly is counted, and bounded (5).
 *
 * <p>Several nodes agree by means of a log in Redis, the {@link SharedLog}. A {@link SharedRoom} is
 * one node's part of a room, a {@link Feed} reads what was said at any node (6), and a client that
 * comes back is shown what the log has after the last message heard (7), as Centrifugo does it [2].
 * A {@link Door} lets in users who have logged in, {@link Sessions} knows who they are, and a
 * {@link Drain} sends all clients to other nodes (8).
 *
 * <p>[1] RFC 6455, The WebSocket protocol. [2] Centrifugo, History and recovery.
 */
@Reference
public class ChatNode implements ChatServer, AutoCloseable {
  protected final Environment env;
  private final List<AutoCloseable> parts = new ArrayList<>();
  protected Drain drain = new Drain();

  public ChatNode(Environment env) {
    this.env = env;
  }

  @Override
  public int echo() {
    return owned(WebSocketServer.start(null, frames().build(), upgrade -> connection())).port();
  }

  @Override
  public int listen(Settings settings) {
    Rooms rooms = new Rooms(this::room);
    return owned(
            WebSocketServer.start(
                SUBPROTOCOL, upgrade -> connection(user(upgrade), rooms, settings)))
        .port();
  }

  @Override
  public int cluster(Settings settings, Cluster cluster) {
    Shared shared = share(cluster);
    Function<Upgrade, ChannelHandler> accept =
        upgrade -> connection(user(upgrade), shared.rooms(), settings, shared.lanes().next());
    return owned(WebSocketServer.start(SUBPROTOCOL, accept)).port();
  }

  /** What the connections of one node of a cluster share. */
  private record Shared(SharedRooms rooms, Lanes lanes) {}

  private Shared share(Cluster cluster) {
    SharedLog log = owned(log(cluster));
    SharedRooms rooms = owned(new SharedRooms(cluster, name -> room(name, log)));
    owned(feed(rooms, log)).start();
    return new Shared(rooms, owned(new Lanes()));
  }

  @Override
  public int guard(Settings settings, Cluster cluster, Access access) {
    Shared shared = share(cluster);
    Door door = door(access, owned(sessions()), shared.lanes());
    return owned(
            WebSocketServer.start(
                SUBPROTOCOL,
                frames().build(),
                upgrade -> door.enter(upgrade, shared.rooms(), settings, drain),
                door::answer))
        .port();
  }

  @Override
  public void drain(Duration window) {
    drain.begin(window);
  }

  /** Who connects, if the upgrade is acceptable. */
  protected String user(Upgrade upgrade) {
    check(upgrade);
    return upgrade
        .parameter("user")
        .filter(user -> Request.fits(user, LONGEST_NAME))
        .orElseThrow(() -> new RefusedException(400, "say who you are: ?user=ann"));
  }

  static void check(Upgrade upgrade) {
    if (!upgrade.path().equals("/chat")) {
      throw new RefusedException(404, "the chat is at /chat");
    }
    if (!upgrade.offers(SUBPROTOCOL)) {
      throw new RefusedException(400, "offer " + SUBPROTOCOL);
    }
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

  protected Sessions sessions() {
    return new Sessions(new RedisCalls(env.redis()));
  }

  protected Door door(Access access, Sessions sessions, Lanes lanes) {
    return new Door(access, sessions, lanes);
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
