package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.Settings;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a client is still there. One that has been silent for a while is asked, and if
 * it stays silent, it is gone.
 *
 * <p>TCP does not tell: a connection to a phone in a tunnel looks as one on which nobody speaks,
 * and stays open for hours. Nor does writing: the kernel takes bytes for a dead peer until its
 * buffer is full. What the server itself sends is therefore no sign of life; only what arrives is.
 *
 * <p>The connection's event loop makes all calls, so there is one timer at any time, and no lock.
 */
public class Heartbeat {
  protected final Channel channel;
  protected final Settings settings;
  protected long heardAt = System.nanoTime();
  protected boolean asked;
  protected Future<?> timer;

  public Heartbeat(Channel channel, Settings settings) {
    this.channel = channel;
    this.settings = settings;
  }

  public void start() {
    lookIn(silence());
  }

  /** How long a client may be silent before it is asked, in nanoseconds. */
  protected long silence() {
    return settings.ping().toNanos();
  }

  /** A frame has arrived, of whatever kind. */
  public void heard() {
    heardAt = System.nanoTime();
    if (asked) {
      asked = false;
      stop();
      lookIn(silence());
    }
  }

  public void stop() {
    timer.cancel(false);
  }

  protected void look() {
    if (asked) {
      giveUp();
      return;
    }
    long left = silence() - (System.nanoTime() - heardAt);
    if (left > 0) {
      lookIn(left);
    } else {
      ask();
    }
  }

  protected void ask() {
    asked = true;
    channel.writeAndFlush(new PingWebSocketFrame());
    lookIn(settings.pong().toNanos());
  }

  /** Without a farewell: nobody would read it, and it might never be sent. */
  protected void giveUp() {
    channel.close();
  }

  protected void lookIn(long nanos) {
    timer = channel.eventLoop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }
}
