package dev.syslab.solutions.websocketchat.alternatives;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One user's connection. Requests are carried out as by the reference; what is sent, when a client
 * is asked whether it is there, and how a connection ends, goes by way of Jetty. Public, as Jetty
 * demands.
 *
 * <p>Locks: a room's may be held when something is sent, and is taken when a request is carried
 * out. So what ends a connection happens on the timer's thread, which holds none.
 */
public final class JettyConnection extends Connection implements Session.Listener.AutoDemanding {
  private static final int UNSUPPORTED_DATA = 1003;

  private final ScheduledExecutorService timer;
  private final Object requests = new Object();
  private final Object events = new Object();
  private Session session;
  private JettyHeartbeat heartbeat;
  private boolean ended;
  private boolean full;

  JettyConnection(String user, Rooms rooms, Settings settings, ScheduledExecutorService timer) {
    super(user, rooms, settings);
    this.timer = timer;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    this.session = session;
    heartbeat = new JettyHeartbeat(session, settings, timer);
    heartbeat.start();
  }

  /** A handler that listens for pings must answer them itself. The payload is Jetty's own. */
  @Override
  public void onWebSocketPing(ByteBuffer payload) {
    heartbeat.heard();
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    session.sendPong(copy, Callback.NOOP);
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    heartbeat.heard();
  }

  @Override
  public void onWebSocketText(String text) {
    heartbeat.heard();
    synchronized (requests) {
      if (!ended) {
        text(null, text);
      }
    }
  }

  /** Jetty would wait for the client's own close. */
  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    synchronized (requests) {
      if (!ended) {
        ended = true;
        session.close(
            UNSUPPORTED_DATA, "", Callback.from(session::disconnect, x -> session.disconnect()));
      }
    }
    callback.succeed();
  }

  @Override
  public void onWebSocketClose(int code, String reason) {
    heartbeat.stop();
    timer.execute(
        () -> {
          synchronized (requests) {
            ended = true;
            leaveAll();
          }
        });
  }

  /** Once one event has been too much, none follows: that would be a gap. */
  @Override
  public void send(String event) {
    int size = event.getBytes(StandardCharsets.UTF_8).length;
    synchronized (events) {
      full = full || waiting.getAndAdd(size) > settings.queue();
      if (!full) {
        session.sendText(
            event, Callback.from(() -> waiting.addAndGet(-size), x -> waiting.addAndGet(-size)));
        return;
      }
    }
    hangUp();
  }

  @Override
  public void hangUp() {
    timer.execute(session::disconnect);
  }
}
