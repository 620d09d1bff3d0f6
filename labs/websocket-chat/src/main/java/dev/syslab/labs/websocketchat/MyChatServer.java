package dev.syslab.labs.websocketchat;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Your chat server. A TODO's number is its stage; the README explains each. */
public final class MyChatServer implements ChatServer, AutoCloseable {
  private final List<WebSocketServer> servers = new ArrayList<>();

  public MyChatServer(Environment env) {
    // Nothing to do here until stage 6, which needs env.redis().
  }

  @Override // TODO 1: and MyMessages
  public int echo() {
    throw new NotImplemented(1, "start a WebSocketServer whose connections return every message");
  }

  @Override // TODO 2; then 3: one order, 4: heartbeats, 5: slow clients
  public int listen(Settings settings) {
    throw new NotImplemented(2, "start a WebSocketServer whose connections join rooms and speak");
  }

  @Override // TODO 6; then 7: resuming
  public int cluster(Settings settings, Cluster cluster) {
    throw new NotImplemented(6, "serve rooms whose members are at several nodes, over Redis");
  }

  @Override // TODO 8
  public int guard(Settings settings, Cluster cluster, Access access) {
    throw new NotImplemented(8, "let users log in, and check the cookie and Origin at the upgrade");
  }

  @Override // TODO 8
  public void drain(Duration window) {
    throw new NotImplemented(8, "refuse new connections, and close the open ones gradually");
  }

  /** Keeps a server until {@link #close}, and returns its port. */
  private int serve(WebSocketServer server) {
    servers.add(server);
    return server.port();
  }

  @Override
  public void close() {
    servers.forEach(WebSocketServer::close);
  }
}
