package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.BadRequestException;
import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One user's connection. Its event loop alone calls what handles frames; all else is for anyone.
 */
public class Connection extends Messages {
  protected final String user;
  protected final Rooms rooms;
  protected final Map<String, Room> joined = new LinkedHashMap<>();
  protected final Settings settings;

  /** Bytes of events that the kernel has not taken yet, and perhaps never will. */
  protected final AtomicLong waiting = new AtomicLong();

  protected Channel channel;
  private ChannelHandlerContext context;
  private Heartbeat heartbeat;

  public Connection(String user, Rooms rooms, Settings settings) {
    this.user = user;
    this.rooms = rooms;
    this.settings = settings;
  }

  public String user() {
    return user;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    channel = context.channel();
    heartbeat = heartbeat(channel, settings);
    heartbeat.start();
  }

  protected Heartbeat heartbeat(Channel channel, Settings settings) {
    return new Heartbeat(channel, settings);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    heartbeat.heard();
    super.channelRead0(context, frame);
  }

  @Override
  protected void text(ChannelHandlerContext context, String text) {
    try {
      carryOut(parse(text));
    } catch (BadRequestException e) {
      send(Event.error(e));
    }
  }

  protected Request parse(String text) throws BadRequestException {
    return Request.parse(text);
  }

  protected void carryOut(Request request) throws BadRequestException {
    if (request.type() == Request.Type.JOIN) {
      joined.computeIfAbsent(request.room(), rooms::get).join(this);
      return;
    }
    Room room = room(request.room());
    if (request.type() == Request.Type.LEAVE) {
      joined.remove(request.room());
      room.leave(this);
      send(Event.left(request.room()));
    } else {
      room.say(this, request.id(), request.text());
    }
  }

  /** A room that this connection has joined. */
  protected Room room(String name) throws BadRequestException {
    Room room = joined.get(name);
    if (room == null) {
      throw new BadRequestException("not-member", "join the room first");
    }
    return room;
  }

  @Override
  protected void binary(ChannelHandlerContext context, byte[] bytes) {
    end(context, new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE));
  }

  /** The connection is gone, with or without a farewell. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    heartbeat.stop();
    leaveAll();
  }

  protected void leaveAll() {
    joined.values().forEach(room -> room.leave(this));
    joined.clear();
  }

  /**
   * Sends later, from the event loop's queue, even if this is the event loop: written at once, it
   * would overtake what other threads have put there before.
   */
  public void send(String event) {
    ByteBuf bytes = Unpooled.wrappedBuffer(event.getBytes(StandardCharsets.UTF_8));
    int size = bytes.readableBytes();
    if (waiting.getAndAdd(size) > settings.queue()) {
      overflow();
      return;
    }
    channel.eventLoop().execute(() -> write(bytes).addListener(sent -> waiting.addAndGet(-size)));
  }

  /** In turn as well: what was asked before is answered before the farewell. */
  @Override
  protected void end(ChannelHandlerContext context, CloseWebSocketFrame farewell) {
    ignoreTheRest();
    channel.eventLoop().execute(() -> sayAndClose(context, farewell));
  }

  protected ChannelFuture write(ByteBuf event) {
    return channel.writeAndFlush(new TextWebSocketFrame(event));
  }

  /** The client is too slow. A farewell would wait behind what it does not read. */
  protected void overflow() {
    hangUp();
  }

  public void hangUp() {
    channel.close();
  }

  /** Says why, and closes soon, even if that is never read. */
  public void farewell(int code, String reason, Duration delay) {
    channel
        .eventLoop()
        .schedule(
            () -> {
              ignoreTheRest();
              sayAndClose(context, new CloseWebSocketFrame(code, reason));
              channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.SECONDS);
            },
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }
}
