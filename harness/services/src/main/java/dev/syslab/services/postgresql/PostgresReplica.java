package dev.syslab.services.postgresql;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server that streams from another. */
public final class PostgresReplica extends PostgreSql {

  private final RunningServer source;
  private final InetSocketAddress via;
  private final String name;
  private final boolean fresh;

  /**
   * @param via where the replica reaches the source
   * @param name its {@code application_name}, under which the source lists it and a quorum may name
   *     it
   * @param fresh whether the source has just been made from the template and has all its
   *     write-ahead log since
   */
  PostgresReplica(
      Binaries binaries, RunningServer source, InetSocketAddress via, String name, boolean fresh) {
    super(binaries);
    this.source = source;
    this.via = via;
    this.name = name;
    this.fresh = fresh;
  }

  /** All of a cluster have the same accounts. */
  @Override
  public String firstSecret(Entry entry) {
    return source.entry().secret();
  }

  @Override
  public void started(Entry entry) {
    // What the source's first start has changed arrives here, too.
  }

  /**
   * A copy of the template is a base backup of a server that was made from the template: same
   * system, same history, only older. A source that is no longer fresh is copied while it runs.
   */
  @Override
  public void prepare(Entry entry) {
    try {
      if (fresh) {
        super.prepare(entry);
      } else {
        copySource(entry);
      }
      Files.writeString(entry.data().resolve("standby.signal"), "");
      // Not in the command, which everybody on this machine can read.
      Files.writeString(
          entry.data().resolve("postgresql.auto.conf"),
          "primary_conninfo = '" + connection(via.getHostString(), via.getPort()) + "'\n");
      PostgresUser.here().give(entry.data());
    } catch (IOException e) {
      throw Failures.io("copy PostgreSQL's data folder", entry.folder(), e);
    }
  }

  private void copySource(Entry entry) throws IOException {
    PGSimpleDataSource sql = new PGSimpleDataSource();
    sql.setURL("jdbc:postgresql://" + Software.hostPort(source.address()) + "/postgres");
    sql.setUser(USER);
    sql.setPassword(source.entry().secret());
    sql.setConnectTimeout(5);
    // Start and end must be told in one session: it is what guards the backup.
    try (Connection session = sql.getConnection();
        Statement statement = session.createStatement()) {
      String version = source.version();
      boolean old = Integer.parseInt(version.split("\\D")[0]) < 15;
      statement.execute(
          old
              ? "SELECT pg_start_backup('syslab', true, false)"
              : "SELECT pg_backup_start('syslab', true)");
      Trees.delete(entry.data());
      Trees.copy(source.entry().data(), entry.data());
      String label;
      try (ResultSet end =
          statement.executeQuery(
              old
                  ? "SELECT labelfile FROM pg_stop_backup(false, false)"
                  : "SELECT labelfile FROM pg_backup_stop(false)")) {
        end.next();
        label = end.getString(1);
      }
      Files.writeString(entry.data().resolve("backup_label"), label, StandardCharsets.UTF_8);
    } catch (SQLException e) {
      throw new ServiceException("cannot back up " + source.id() + ": " + e.getMessage(), e);
    }
    Files.deleteIfExists(entry.data().resolve("postmaster.pid"));
    // The source's slots are not this server's.
    try (Stream<Path> slots = Files.list(entry.data().resolve("pg_replslot"))) {
      slots.forEach(Trees::delete);
    }
  }

  private String connection(String host, int port) {
    return "host="
        + host
        + " port="
        + port
        + " user="
        + USER
        + " password="
        + source.entry().secret()
        + " application_name="
        + name
        + " connect_timeout=5";
  }

  /**
   * On the host's network a loopback address means the same as outside: there a link listens. The
   * host of an engine in a virtual machine is another; from a container of its bridge a special
   * name leads to the loopback of this one.
   */
  @Override
  public Image image(Entry entry, boolean hostNetwork) {
    Image plain = super.image(entry, hostNetwork);
    boolean apart = !hostNetwork;
    String host = apart ? "host.docker.internal" : via.getHostString();
    int port = apart ? CONTAINER_PORT : entry.port("client");
    List<String> server = new ArrayList<>(plain.command());
    server.addAll(List.of("-p", Integer.toString(port)));
    server.addAll(
        List.of(
            "-c",
            "listen_addresses=" + (apart ? "*" : Entry.HOST),
            "-c",
            "unix_socket_directories="));
    // A restart finds the data and skips the copy. The image's own start makes the folder's owner
    // right and steps down from root.
    String script =
        """
        set -e
        if [ ! -s "$PGDATA/PG_VERSION" ]; then
          mkdir -p "$PGDATA"
          PGPASSWORD="$POSTGRES_PASSWORD" pg_basebackup -d "$BACKUP" -D "$PGDATA" -X stream -c fast
          echo "primary_conninfo = '$SOURCE'" > "$PGDATA/postgresql.auto.conf"
          touch "$PGDATA/standby.signal"
          chmod 700 "$PGDATA"
        fi
        exec docker-entrypoint.sh "$@"
        """;
    List<String> command = new ArrayList<>(List.of(script, "bash"));
    command.addAll(server);
    Map<String, String> environment = new HashMap<>(plain.environment());
    String source = connection(host, via.getPort());
    environment.put("SOURCE", source);
    environment.put("BACKUP", source.replaceFirst(" password=\\w+", ""));
    return new Image(
        apart ? plain.ports() : Map.of(),
        environment,
        command,
        List.of("bash", "-c"),
        apart ? "bridge" : "host");
  }
}
