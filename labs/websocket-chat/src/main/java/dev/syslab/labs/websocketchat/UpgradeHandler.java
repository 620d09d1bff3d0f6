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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers a connection's first request, then makes way for the handler of its frames. */
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final String subprotocol;
  private final WebSocketDecoderConfig frames;
  private final Function<Upgrade, CompletionStage<ChannelHandler>> accept;
  private final Function<Upgrade, CompletionStage<Reply>> answer;

  UpgradeHandler(
      String subprotocol,
      WebSocketDecoderConfig frames,
      Function<Upgrade, CompletionStage<ChannelHandler>> accept,
      Function<Upgrade, CompletionStage<Reply>> answer) {
    this.subprotocol = subprotocol;
    this.frames = frames;
    this.accept = accept;
    this.answer = answer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    Upgrade asked = new Upgrade(request);
    if ("websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE))) {
      // Without its content, which Netty reuses when this returns.
      FullHttpRequest header = request.replace(Unpooled.EMPTY_BUFFER);
      later(context, () -> accept.apply(asked), handler -> upgrade(context, header, handler));
    } else {
      later(context, () -> answer.apply(asked), reply -> answer(context, reply));
    }
  }

  /** Continues on the connection's event loop once a question has been answered. */
  private static <T> void later(
      ChannelHandlerContext context, Supplier<CompletionStage<T>> question, Consumer<T> then) {
    CompletionStage<T> stage;
    try {
      stage = question.get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedFuture(e);
    }
    stage.whenComplete(
        (value, error) -> {
          Runnable next = error == null ? () -> then.accept(value) : () -> refuse(context, error);
          if (context.executor().inEventLoop()) {
            next.run();
          } else {
            context.executor().execute(next);
          }
        });
  }

  private void upgrade(
      ChannelHandlerContext context, FullHttpRequest request, ChannelHandler connection) {
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

  private static void refuse(ChannelHandlerContext context, Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    int status = 500;
    if (cause instanceof RefusedException refused) {
      status = refused.status();
    } else if (cause instanceof IllegalArgumentException) {
      status = 400;
    } else {
      cause.printStackTrace();
    }
    answer(context, new Reply(status, Map.of(), String.valueOf(cause.getMessage())));
  }

  private static void answer(ChannelHandlerContext context, Reply reply) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    response.headers().set(HttpHeaderNames.CONNECTION, "close");
    if (reply.status() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    }
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    context.close();
  }

  /** Reports what a connection's handler throws: Netty itself would only log it. */
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
