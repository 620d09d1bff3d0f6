package dev.syslab.labs.websocketchat;

import dev.syslab.subject.NotImplemented;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Turns the frames of one connection into messages, for the echo and for the chat. */
abstract class MyMessages extends SimpleChannelInboundHandler<WebSocketFrame> {

  /** Called when a text message has arrived completely. */
  protected abstract void text(ChannelHandlerContext context, String text);

  /** Called when a binary message has arrived completely. */
  protected abstract void binary(ChannelHandlerContext context, byte[] bytes);

  @Override // TODO 1
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    throw new NotImplemented(1, "answer pings and closes, and assemble messages from frames");
  }
}
