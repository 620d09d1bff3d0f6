package dev.syslab.solutions.websocketchat.bench;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.util.concurrent.CompletableFuture;

/** A member of a room. Texts are {@code @<number>@<time>@…}: no other event holds that sign. */
final class Client extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private final String room;
  private final CompletableFuture<Void> joined = new CompletableFuture<>();

  /** What this round counts, if this client reads. */
  private volatile Tally tally;

  private volatile Runnable afterwards = () -> {};
  private int last;

  Client(String room) {
    this.room = room;
  }

  CompletableFuture<Void> joined() {
    return joined;
  }

  /**
   * Begins a round, in which messages are numbered from 1.
   *
   * @param afterwards what is done whenever a message has been heard
   */
  void begin(Tally round, Runnable next) {
    last = 0;
    afterwards = next;
    tally = round;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      context.writeAndFlush(
          new TextWebSocketFrame("{\"type\":\"join\",\"room\":\"%s\"}".formatted(room)));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    String text = frame.text();
    int sign = text.indexOf('@');
    if (sign < 0) {
      if (text.contains("joined")) {
        joined.complete(null);
      }
      return;
    }
    String[] parts = text.substring(sign + 1, sign + 40).split("@");
    if (Integer.parseInt(parts[0]) != ++last) {
      tally.failed("a client heard message %s as number %d".formatted(parts[0], last));
    }
    tally.heard(System.nanoTime() - Long.parseLong(parts[1]));
    afterwards.run();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("a client was cut off");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    end("a client failed: " + error);
    context.close();
  }

  private void end(String why) {
    joined.completeExceptionally(new IllegalStateException(why));
    if (tally != null) {
      tally.failed(why);
    }
  }
}
