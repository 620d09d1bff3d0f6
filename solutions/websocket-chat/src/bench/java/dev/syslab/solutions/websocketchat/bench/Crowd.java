package dev.syslab.solutions.websocketchat.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients in one room: those that read, the first of whom speaks, and those that have stalled. */
final class Crowd implements AutoCloseable {
  /** How many connections are made at the same time. */
  private static final int AT_ONCE = 100;

  private static final long JOINED_SECONDS = 10;

  /** How many messages the speaker has on their way. */
  private static final int IN_FLIGHT = 4;

  private static final int SMALL_BUFFER = 4_096;
  private static final int LARGEST_FRAME = 1 << 20;
  private static final long CLOSED_SECONDS = 5;
  private static final int SPARE_FILES = 50;
  private static final UnixOperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  private final Chat chat;
  private final String room;
  private final List<Channel> reading = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Channel> stalled = new ArrayList<>();
  private final long filesBefore = MACHINE.getOpenFileDescriptorCount();

  Crowd(Chat chat, String room, int readers, int stalls) throws Exception {
    this.chat = chat;
    this.room = room;
    try {
      connect(readers, reading, clients, false);
      connect(stalls, stalled, new ArrayList<>(), true);
      stalled.forEach(channel -> channel.config().setAutoRead(false));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void connect(int count, List<Channel> channels, List<Client> made, boolean small)
      throws Exception {
    for (int begun = 0; begun < count; begun += AT_ONCE) {
      List<Client> fresh = new ArrayList<>();
      List<ChannelFuture> opened = new ArrayList<>();
      for (int i = begun; i < Math.min(count, begun + AT_ONCE); i++) {
        Client client = new Client(room);
        fresh.add(client);
        opened.add(open(client, small));
      }
      for (ChannelFuture one : opened) {
        channels.add(one.sync().channel());
      }
      for (Client client : fresh) {
        client.joined().get(JOINED_SECONDS, TimeUnit.SECONDS);
      }
      made.addAll(fresh);
    }
  }

  private ChannelFuture open(Client client, boolean small) {
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(chat.address())
            .version(WebSocketVersion.V13)
            .subprotocol(chat.subprotocol())
            .maxFramePayloadLength(LARGEST_FRAME)
            .build();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(LOOPS)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec(), new HttpObjectAggregator(8_192))
                        .addLast(new WebSocketClientProtocolHandler(config), client);
                  }
                });
    if (small) {
      bootstrap.option(ChannelOption.SO_RCVBUF, SMALL_BUFFER);
    }
    return bootstrap.connect(chat.address().getHost(), chat.address().getPort());
  }

  /** Has the speaker say so many messages, and waits until all who read have heard them. */
  Tally talk(int messages, int length) throws InterruptedException {
    Tally tally = new Tally(messages * reading.size());
    AtomicInteger said = new AtomicInteger();
    String rest = "x".repeat(length);
    Runnable next =
        () -> {
          int number = said.incrementAndGet();
          if (number <= messages) {
            reading.get(0).writeAndFlush(message(number, rest));
          }
        };
    for (int i = 1; i < clients.size(); i++) {
      clients.get(i).begin(tally, () -> {});
    }
    clients.get(0).begin(tally, next);
    // In the speaker's thread, which numbers and sends the next ones: they must not overtake these.
    reading
        .get(0)
        .eventLoop()
        .execute(
            () -> {
              for (int i = 0; i < IN_FLIGHT; i++) {
                next.run();
              }
            });
    tally.await();
    return tally;
  }

  private TextWebSocketFrame message(int number, String rest) {
    long now = System.nanoTime();
    return new TextWebSocketFrame(
        "{\"type\":\"send\",\"room\":\"%s\",\"id\":\"%d\",\"text\":\"@%d@%d@%s\"}"
            .formatted(room, now, number, now, rest));
  }

  /** Ends all connections; returns when the server has ended its sides of them, too. */
  @Override
  public void close() {
    clients.forEach(client -> client.begin(new Tally(0), () -> {}));
    List<Channel> all = new ArrayList<>(reading);
    all.addAll(stalled);
    all.forEach(Channel::close);
    all.forEach(channel -> channel.closeFuture().awaitUninterruptibly());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSED_SECONDS);
    while (MACHINE.getOpenFileDescriptorCount() > filesBefore + SPARE_FILES
        && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
