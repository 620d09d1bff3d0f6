package dev.syslab.kit;

import dev.syslab.kit.net.Relay;
import dev.syslab.kit.run.ServerInUse;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A dedicated PostgreSQL primary with replicas that stream from it. Subjects find the servers in
 * {@code DATABASE_URLS}, in the order of {@link #servers}, each behind the subject's own link;
 * {@code DATABASE_URL} is server 0, which is initially the primary. The replicas are called {@code
 * replica_0}, {@code replica_1}, … in {@code pg_stat_replication}, and stream asynchronously unless
 * {@code synchronous_standby_names} is set.
 *
 * <p>Replication also runs through links: {@link #replicationLink}.
 */
public final class PostgresCluster implements ServerInUse {
  /** The default number of servers. */
  static final int USUAL_SIZE = 3;

  private static final Duration REPLAY = Duration.ofSeconds(20);
  // Without synchronous replicas, which may be those that do not answer.
  private static final String FLUSH =
      "SELECT set_config('synchronous_commit', 'local', true),"
          + " pg_logical_emit_message(true, 'flush', '')::text";

  private final TestScope scope;
  private final dev.syslab.services.postgresql.PostgresCluster cluster;
  private final List<Postgres> servers = new ArrayList<>();
  private final Map<Postgres, Link> replication = new HashMap<>();
  private final Namespace place;

  /**
   * Starts the servers.
   *
   * @param size the number of servers, including the primary; at least 2
   * @param rights of the subjects
   */
  PostgresCluster(TestScope scope, int size, Rights rights) {
    this.scope = scope;
    List<Relay> relays = new ArrayList<>();
    Function<InetSocketAddress, InetSocketAddress> route =
        primary -> {
          relays.add(relay(primary));
          return relays.get(relays.size() - 1).address();
        };
    try {
      cluster = scope.trial().ownCluster(size - 1, route);
    } catch (RuntimeException e) {
      relays.forEach(Relay::close);
      throw e;
    }
    place = cluster.primary().namespace(scope.trial().settings().lab().replace('-', '_'), rights);
    for (int i = 0; i < size; i++) {
      var server = i == 0 ? cluster.primary() : cluster.replica(i - 1);
      Postgres postgres = new Postgres(scope, server, place, true);
      postgres.number(i);
      servers.add(postgres);
      if (i > 0) {
        replication.put(postgres, link(postgres, servers.get(0), relays.get(i - 1)));
      }
    }
  }

  private Link link(Postgres replica, Postgres primary, Relay relay) {
    return new Link(scope, replica.name() + " to " + primary.name(), relay);
  }

  private static Relay relay(InetSocketAddress target) {
    try {
      return new Relay(0, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every server. Server 0 was initially the primary, whatever its role is now. */
  public List<Postgres> servers() {
    return List.copyOf(servers);
  }

  /** One server, counted from 0. */
  public Postgres server(int index) {
    return servers.get(index);
  }

  /** The initial primary, or the server that {@link #promote} or {@link #rejoin} named last. */
  public Postgres primary() {
    return servers.stream()
        .filter(server -> server.server() == cluster.primary())
        .findFirst()
        .orElseThrow();
  }

  /**
   * The network between a replica and the server from which it streams.
   *
   * @throws IllegalArgumentException if the server has never followed another one
   */
  public Link replicationLink(Postgres replica) {
    Link link = replication.get(replica);
    if (link == null) {
      throw new IllegalArgumentException(replica.name() + " follows no other server");
    }
    return link;
  }

  /**
   * Promotes a replica, and returns once it accepts writes. The old primary is not involved or
   * stopped, and the other replicas continue to follow it.
   */
  public void promote(Postgres replica) {
    cluster.promote(servers.indexOf(replica) - 1);
  }

  /**
   * Discards the server's data, copies those of another server and follows that one, through a new
   * link; returns once it streams. Transactions that only this server had are lost.
   *
   * @param primary the primary, whoever promoted it
   */
  public void rejoin(Postgres server, Postgres primary) {
    cluster.promoted(primary.server());
    Relay relay = relay(primary.server().address());
    Link before = replication.put(server, link(server, primary, relay));
    if (before != null) {
      before.close();
    }
    cluster.rejoin(server.server(), relay.address());
  }

  /**
   * Waits until every replica that answers has replayed all that the primary has logged so far, and
   * so shows everything that it has committed.
   *
   * @throws Inconclusive if that takes longer than 20 s
   */
  public void awaitReplay() {
    // A record that belongs to no commit stays in the primary's memory until the next one, and a
    // token that was taken from pg_current_wal_insert_lsn() is after it.
    primary().query(FLUSH);
    Object committed = primary().query("SELECT pg_current_wal_lsn()::text").get(0).get(0);
    for (Postgres replica : servers) {
      if (replica != primary() && replica.answers(Duration.ofSeconds(1))) {
        Wait.conclusively(
            replica.name() + " to replay everything that " + primary().name() + " has committed",
            REPLAY,
            () -> hasReplayed(replica, committed));
      }
    }
  }

  private static boolean hasReplayed(Postgres replica, Object position) {
    try {
      String sql = "SELECT pg_last_wal_replay_lsn() >= ?::text::pg_lsn";
      return Boolean.TRUE.equals(replica.query(sql, position).get(0).get(0));
    } catch (Inconclusive e) {
      // The database itself may not have been replicated yet.
      return false;
    }
  }

  @Override
  public String name() {
    return servers.stream()
        .filter(server -> !server.sound())
        .map(Postgres::name)
        .collect(Collectors.joining(", "));
  }

  @Override
  public boolean sound() {
    return servers.stream().allMatch(Postgres::sound);
  }

  @Override
  public void close() {
    replication.values().forEach(Link::close);
    servers.forEach(Postgres::close);
    cluster.close();
  }
}
