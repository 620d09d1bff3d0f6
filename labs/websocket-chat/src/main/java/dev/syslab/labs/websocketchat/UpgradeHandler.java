package dev.syslab.labs.websocketchat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers a connection's first request, then gives way to the handler of its frames. */
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final String subprotocol;
  private final WebSocketDecoderConfig frames;
  private final Function<Upgrade, ChannelHandler> accept;

  UpgradeHandler(
      String subprotocol, WebSocketDecoderConfig frames, Function<Upgrade, ChannelHandler> accept) {
    this.subprotocol = subprotocol;
    this.frames = frames;
    this.accept = accept;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (!"websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE))) {
      answer(context, 426, "this port speaks WebSocket");
      return;
    }
    ChannelHandler connection;
    try {
      connection = accept.apply(new Upgrade(request.uri(), request.headers()));
    } catch (RefusedException e) {
      answer(context, e.status(), e.getMessage());
      return;
    } catch (IllegalArgumentException e) {
      answer(context, 400, e.getMessage());
      return;
    }
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("ws://127.0.0.1", subprotocol, frames)
            .newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    handshaker
        .handshake(context.channel(), request)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                context.pipeline().addLast(connection).addLast(new Failures()).remove(this);
              }
            });
  }

  private static void answer(ChannelHandlerContext context, int status, String text) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    context.close();
  }

  /** Shows what a connection's handler throws: Netty itself would only log it. */
  private static final class Failures extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
      if (error instanceof CorruptedFrameException) {
        return; // the decoder has answered it
      }
      if (error instanceof IOException) {
        context.close();
        return;
      }
      error.printStackTrace();
      context
          .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.INTERNAL_SERVER_ERROR))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
