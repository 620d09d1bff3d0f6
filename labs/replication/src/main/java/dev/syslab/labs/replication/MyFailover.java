package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;

/** Yours to write: another primary. Stages 7 and 8. */
abstract class MyFailover implements ReplicatedDatabase, AutoCloseable {
  final Servers servers;
  final ControlPlane control;

  MyFailover(Environment env) {
    this.servers = new Servers(env);
    this.control = new ControlPlane(env);
  }

  @Override // TODO 7, and let all methods above use the control plane's name
  public void agent(int server) {
    throw new NotImplemented(7, "report on every beat whether this server and the primary answer");
  }

  @Override // TODO 7
  public void orchestrator() {
    throw new NotImplemented(7, "suspect, make sure, fence, choose, promote, publish");
  }

  @Override // TODO 7
  public void switchOver(int server) {
    throw new NotImplemented(7, "stop writes, wait for the replica, then the steps of a failover");
  }

  @Override // TODO 8
  public void rejoin(int server) {
    throw new NotImplemented(8, "order copies until the server has rejoined");
  }

  @Override // TODO 8
  public boolean rejoined(int server) {
    throw new NotImplemented(8, "compare the server's replayed position with the primary's");
  }

  @Override
  public void close() {
    control.close();
    servers.close();
  }
}
