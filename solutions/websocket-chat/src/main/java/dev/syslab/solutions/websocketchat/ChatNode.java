package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.WebSocketServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat server on Netty. The decoder judges bytes, {@link Messages} judges frames (stage 1), as
 * RFC 6455 [1] divides them.
 *
 * <p>[1] RFC 6455, The WebSocket protocol.
 */
@Reference
public class ChatNode implements ChatServer, AutoCloseable {
  private final List<WebSocketServer> servers = new ArrayList<>();

  public ChatNode(Environment env) {}

  @Override
  public int echo() {
    return serve(WebSocketServer.start(null, frames().build(), upgrade -> connection()));
  }

  protected Messages connection() {
    return new Echo();
  }

  protected WebSocketDecoderConfig.Builder frames() {
    return WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(LARGEST_MESSAGE);
  }

  private int serve(WebSocketServer server) {
    servers.add(server);
    return server.port();
  }

  @Override
  public void close() {
    servers.forEach(WebSocketServer::close);
  }
}
