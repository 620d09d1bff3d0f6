package dev.syslab.solutions.websocketchat.alternatives;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Returns every message. Public, as Jetty demands. */
public final class JettyEcho implements Session.Listener.AutoDemanding {
  private Session session;

  @Override
  public void onWebSocketOpen(Session session) {
    this.session = session;
  }

  @Override
  public void onWebSocketText(String text) {
    session.sendText(text, Callback.NOOP);
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    session.sendBinary(payload, callback);
  }
}
