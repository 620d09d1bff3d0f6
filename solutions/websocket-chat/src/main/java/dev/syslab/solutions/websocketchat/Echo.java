package dev.syslab.solutions.websocketchat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/** Returns every message. */
public class Echo extends Messages {
  @Override
  protected void text(ChannelHandlerContext context, String text) {
    context.writeAndFlush(new TextWebSocketFrame(text));
  }

  @Override
  protected void binary(ChannelHandlerContext context, byte[] bytes) {
    context.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
  }
}
