package dev.syslab.labs.websocketchat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Accepts WebSocket connections on 127.0.0.1 with Netty, and turns bytes into frames. Provided.
 *
 * <p>It reads the HTTP request, answers the handshake, and closes a connection whose bytes are not
 * frames (1002) or on which a single frame is larger than {@link ChatServer#LARGEST_MESSAGE}
 * (1009). What frames of any kind mean is up to the connection's handler.
 *
 * <p>Each connection belongs to one of four threads, its event loop, which makes all calls to its
 * handler, one after the other. A handler must not block: other connections wait for the same
 * thread.
 */
public final class WebSocketServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int LARGEST_REQUEST = 65_536;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
  private final Channel listener;

  private WebSocketServer(ChannelInitializer<Channel> connections) {
    this.listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(connections)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  /**
   * Starts a server on a free port.
   *
   * @param subprotocol what an accepted client is told to speak; null for nothing
   * @param accept called with each request; returns a new handler for the connection, or throws
   *     {@link RefusedException}. The handler is added to the connection once the handshake is
   *     complete: its {@code handlerAdded} may send the first message.
   */
  public static WebSocketServer start(
      String subprotocol, Function<Upgrade, ChannelHandler> accept) {
    return start(subprotocol, frames(), accept);
  }

  /** The limits of a frame, unless a server chooses others. */
  public static WebSocketDecoderConfig frames() {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(ChatServer.LARGEST_MESSAGE)
        .build();
  }

  /** The same, with chosen limits for frames. */
  public static WebSocketServer start(
      String subprotocol, WebSocketDecoderConfig frames, Function<Upgrade, ChannelHandler> accept) {
    return start(
        subprotocol,
        frames,
        upgrade -> CompletableFuture.completedFuture(accept.apply(upgrade)),
        other -> {
          throw new RefusedException(426, "this port speaks WebSocket");
        });
  }

  /**
   * The same, for a server that must query another server before it accepts a connection, and that
   * answers other HTTP requests, too. Both functions must return at once; what they return may be
   * completed later, by any thread, or fail with a {@link RefusedException}.
   *
   * @param answer called with each request that is not an upgrade
   */
  public static WebSocketServer start(
      String subprotocol,
      WebSocketDecoderConfig frames,
      Function<Upgrade, CompletionStage<ChannelHandler>> accept,
      Function<Upgrade, CompletionStage<Reply>> answer) {
    return new WebSocketServer(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                .addLast(new UpgradeHandler(subprotocol, frames, accept, answer));
          }
        });
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Closes the listener and every connection, and ends the threads. */
  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
