package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.ChatServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns the frames of one connection into messages [1].
 *
 * <p>Control frames are answered at once, wherever they come: a fragmented message may take an
 * hour, and its sender must still be able to ask whether anybody is there. A message is measured
 * while it grows, because an endless one has no last frame at which it could be measured; and it is
 * decoded when it is complete, because a character may be split between two frames.
 *
 * <p>[1] RFC 6455, 5.4: fragmentation; 5.5: control frames; 7.4: status codes; 8.1: UTF-8.
 */
public abstract class Messages extends SimpleChannelInboundHandler<WebSocketFrame> {
  protected final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean isText;
  private boolean ended;

  protected abstract void text(ChannelHandlerContext context, String text);

  protected abstract void binary(ChannelHandlerContext context, byte[] bytes);

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (ended) {
      return;
    }
    if (frame instanceof PingWebSocketFrame) {
      ping(context, frame.content());
    } else if (frame instanceof CloseWebSocketFrame close) {
      answer(context, close);
    } else if (!(frame instanceof PongWebSocketFrame)) {
      collect(context, frame);
    }
  }

  protected void ping(ChannelHandlerContext context, ByteBuf payload) {
    context.writeAndFlush(new PongWebSocketFrame(payload.retain()));
  }

  /** The same code and reason, or nothing if the client gave none. */
  protected void answer(ChannelHandlerContext context, CloseWebSocketFrame close) {
    end(context, new CloseWebSocketFrame(true, 0, close.content().retain()));
  }

  protected void collect(ChannelHandlerContext context, WebSocketFrame frame) {
    if (!(frame instanceof ContinuationWebSocketFrame)) {
      isText = frame instanceof TextWebSocketFrame;
    }
    if (tooLarge(frame)) {
      end(context, new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG));
      return;
    }
    append(frame.content());
    if (frame.isFinalFragment()) {
      byte[] whole = message.toByteArray();
      message.reset();
      complete(context, isText, whole);
    }
  }

  protected boolean tooLarge(WebSocketFrame frame) {
    return message.size() + frame.content().readableBytes() > ChatServer.LARGEST_MESSAGE;
  }

  private void append(ByteBuf content) {
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    message.writeBytes(bytes);
  }

  protected void complete(ChannelHandlerContext context, boolean isText, byte[] whole) {
    if (!isText) {
      binary(context, whole);
      return;
    }
    try {
      text(context, decode(whole));
    } catch (CharacterCodingException e) {
      end(context, new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_PAYLOAD_DATA));
    }
  }

  /** A decoder of its own reports bad bytes; {@code new String} would replace them. */
  protected String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Says why, and closes; whatever still arrives is ignored. */
  protected void end(ChannelHandlerContext context, CloseWebSocketFrame farewell) {
    ignoreTheRest();
    sayAndClose(context, farewell);
  }

  /** Also what has arrived already, together with the frame that was the reason. */
  protected void ignoreTheRest() {
    ended = true;
  }

  protected static void sayAndClose(ChannelHandlerContext context, CloseWebSocketFrame farewell) {
    context.writeAndFlush(farewell).addListener(ChannelFutureListener.CLOSE);
  }
}
