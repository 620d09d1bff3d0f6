package dev.syslab.solutions.websocketchat.alternatives;

import dev.syslab.labs.websocketchat.Settings;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The reference's, for threads that are not the connection's own. */
final class JettyHeartbeat {
  private final Session session;
  private final Settings settings;
  private final ScheduledExecutorService scheduler;
  private long heardAt = System.nanoTime();
  private boolean asked;
  private Future<?> timer;

  JettyHeartbeat(Session session, Settings settings, ScheduledExecutorService scheduler) {
    this.session = session;
    this.settings = settings;
    this.scheduler = scheduler;
  }

  synchronized void start() {
    lookIn(settings.ping().toNanos());
  }

  synchronized void stop() {
    timer.cancel(false);
  }

  synchronized void heard() {
    heardAt = System.nanoTime();
    if (asked) {
      asked = false;
      stop();
      start();
    }
  }

  private synchronized void look() {
    long left = settings.ping().toNanos() - (System.nanoTime() - heardAt);
    if (asked) {
      session.disconnect();
    } else if (left > 0) {
      lookIn(left);
    } else {
      asked = true;
      session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
      lookIn(settings.pong().toNanos());
    }
  }

  private void lookIn(long nanos) {
    timer = scheduler.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }
}
