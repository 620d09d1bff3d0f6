package dev.syslab.services.postgresql;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Wait;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A PostgreSQL primary and replicas that stream from it, asynchronously until a caller sets {@code
 * synchronous_standby_names} (the replicas are called {@code replica_0}, {@code replica_1}, …). All
 * are owned by this process.
 *
 * <p>Every server can be killed, paused and restarted alone. How far a replica is behind is asked
 * of the servers in SQL ({@code pg_stat_replication}, {@code pg_last_wal_replay_lsn()}). Every
 * method that fails throws {@link ServiceException}.
 */
public final class PostgresCluster implements AutoCloseable {

  private static final int MAX_REPLICAS = 5;
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final List<RunningServer> servers = new ArrayList<>();
  private final Binaries binaries;
  private RunningServer primary;

  /**
   * @param own starts a server that this process owns
   */
  public PostgresCluster(
      Binaries binaries,
      Function<Software, RunningServer> own,
      int replicas,
      Function<InetSocketAddress, InetSocketAddress> route) {
    this.binaries = binaries;
    if (replicas < 1 || replicas > MAX_REPLICAS) {
      throw new IllegalArgumentException(
          "replicas is " + replicas + "; it must be 1 to " + MAX_REPLICAS);
    }
    try {
      primary = own.apply(new PostgreSql(binaries));
      servers.add(primary);
      allowReplication(primary);
      for (int i = 0; i < replicas; i++) {
        InetSocketAddress via = route.apply(primary.address());
        servers.add(own.apply(new PostgresReplica(binaries, primary, via, "replica_" + i, true)));
      }
      servers.forEach(server -> awaitStreaming(server, primary));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Images let clients in from outside of the container, but not replicas. */
  private static void allowReplication(RunningServer server) {
    if (server.mode() == Mode.CONTAINERS) {
      PostgreSql.query(
          server.entry(),
          "COPY (SELECT 'host replication all all scram-sha-256') TO PROGRAM 'cat >> \"$PGDATA/pg_hba.conf\"'");
      PostgreSql.query(server.entry(), "SELECT pg_reload_conf()");
    }
  }

  private static void awaitStreaming(RunningServer server, RunningServer source) {
    if (server == source) {
      return;
    }
    boolean streams =
        Wait.until(
            BOUND,
            () ->
                PostgreSql.query(
                        server.entry(),
                        "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'")
                    .get(0)
                    .get(0)
                    .equals("1"));
    if (!streams) {
      throw new ServiceException(
          server.id()
              + " is not streaming from "
              + source.id()
              + " after "
              + BOUND.toSeconds()
              + " s; its last lines:\n  "
              + String.join("\n  ", server.logs(15)));
    }
  }

  /** The server that takes writes: the one that was started as such, or was promoted last. */
  public Server primary() {
    return primary;
  }

  /**
   * @param index 0 to {@link #replicas()} - 1; also after a promotion it means the same server
   */
  public Server replica(int index) {
    return servers.get(index + 1);
  }

  /** How many replicas it was started with. */
  public int replicas() {
    return servers.size() - 1;
  }

  /**
   * Makes the replica a primary, and returns when it takes writes. The old primary is neither asked
   * nor stopped: what becomes of it is the lab's subject. The other replicas go on following the
   * old one until they {@link #rejoin}.
   */
  public void promote(int index) {
    RunningServer replica = servers.get(index + 1);
    List<String> promoted = PostgreSql.query(replica.entry(), "SELECT pg_promote(true, 30)").get(0);
    if (!promoted.get(0).equals("t")) {
      throw new ServiceException(replica.id() + " was not promoted within 30 s");
    }
    promoted(replica);
  }

  /**
   * Says that this server is the primary now: a client has promoted it, and not {@link #promote}.
   *
   * @param server one of this cluster
   */
  public void promoted(Server server) {
    int index = servers.indexOf(server);
    if (index < 0) {
      throw new IllegalArgumentException(
          "server is " + server.id() + "; it must be one of this cluster");
    }
    primary = servers.get(index);
    allowReplication(primary);
  }

  /**
   * Throws away the server's data, clones the present primary and follows it, at the address that
   * the server had; returns when it streams. For an old primary that came back as well as for a
   * replica of it.
   *
   * @param via where the server reaches the primary: itself, or a link's listener
   */
  public void rejoin(Server server, InetSocketAddress via) {
    int index = servers.indexOf(server);
    if (index < 0 || server == primary) {
      throw new IllegalArgumentException(
          "server is "
              + server.id()
              + "; it must be a server of this cluster other than the primary");
    }
    String name = index == 0 ? "old_primary" : "replica_" + (index - 1);
    servers.get(index).become(new PostgresReplica(binaries, primary, via, name, false));
    awaitStreaming(servers.get(index), primary);
  }

  @Override
  public void close() {
    for (int i = servers.size() - 1; i >= 0; i--) {
      servers.get(i).close();
    }
  }
}
