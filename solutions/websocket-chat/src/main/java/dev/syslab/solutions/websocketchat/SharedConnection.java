package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.BadRequestException;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Settings;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection at a node of a cluster. Requests have to wait for Redis, and the event loop must
 * not: they are carried out in a lane, which is one thread, so they keep their order. Pings never
 * leave the event loop.
 */
public class SharedConnection extends Connection {
  /** A client that is further ahead of its answers is not read for a while. */
  private static final int MOST_AHEAD = 1_000;

  protected final SharedRooms shared;
  private final Executor lane;
  private final AtomicInteger ahead = new AtomicInteger();

  public SharedConnection(String user, SharedRooms shared, Settings settings, Executor lane) {
    super(user, null, settings);
    this.shared = shared;
    this.lane = lane;
  }

  @Override
  protected void text(ChannelHandlerContext context, String text) {
    if (ahead.incrementAndGet() == MOST_AHEAD) {
      channel.config().setAutoRead(false);
    }
    lane.execute(
        () -> {
          super.text(context, text);
          if (ahead.decrementAndGet() == MOST_AHEAD / 2) {
            channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
          }
        });
  }

  @Override
  protected Request parse(String text) throws BadRequestException {
    return Request.parseResuming(text);
  }

  /** Behind the requests that were sent before. */
  @Override
  protected void end(ChannelHandlerContext context, CloseWebSocketFrame farewell) {
    ignoreTheRest();
    lane.execute(() -> super.end(context, farewell));
  }

  @Override
  protected void carryOut(Request request) throws BadRequestException {
    try {
      if (request.type() == Request.Type.JOIN) {
        SharedRoom room = shared.get(request.room());
        room.join(this, request.since());
        joined.put(request.room(), room);
      } else {
        super.carryOut(request);
      }
    } catch (JedisException e) {
      throw new BadRequestException("unavailable", "Redis does not answer: " + e.getMessage());
    }
  }

  @Override
  protected void leaveAll() {
    lane.execute(super::leaveAll);
  }
}
