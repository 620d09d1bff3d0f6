package dev.syslab.services.postgresql;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Secrets;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.process.Command;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** PostgreSQL. A place is a database. */
public class PostgreSql implements Software {

  public static final String USER = "syslab";
  static final int CONTAINER_PORT = 5432;
  private static final Pattern PASSWORD = Pattern.compile("PASSWORD '.*?'");
  private static final Duration REMOVAL = Duration.ofSeconds(5);
  private static final Duration STATEMENT = Duration.ofSeconds(30);

  /**
   * Replication and prepared transactions are on so that any server can become a primary. What a
   * server does for the time after a test is off.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("max_connections", "200"),
          Map.entry("shared_buffers", "32MB"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_wal_senders", "10"),
          Map.entry("max_replication_slots", "10"),
          Map.entry("wal_keep_size", "256MB"),
          Map.entry("max_wal_size", "256MB"),
          // Tests harm processes, never the machine: what is in the system's cache outlives a kill.
          Map.entry("fsync", "off"),
          Map.entry("full_page_writes", "off"),
          // It would visit each of dozens of databases once a minute; none lives that long unused.
          Map.entry("autovacuum", "off"),
          Map.entry("max_prepared_transactions", "64"),
          Map.entry("hot_standby", "on"),
          Map.entry("wal_receiver_status_interval", "1"),
          // A replica behind a silent link comes back within seconds, not after the minute that is
          // the default.
          Map.entry("wal_receiver_timeout", "10s"),
          Map.entry("wal_sender_timeout", "10s"),
          Map.entry("wal_retrieve_retry_interval", "200ms"),
          Map.entry("jit", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_min_messages", "warning"));

  final Binaries binaries;

  public PostgreSql(Binaries binaries) {
    this.binaries = binaries;
  }

  @Override
  public Technology technology() {
    return Technology.POSTGRESQL;
  }

  @Override
  public Optional<String> missing() {
    return binaries.refusal();
  }

  @Override
  public String firstSecret(Entry entry) {
    return entry.mode() == Mode.EMBEDDED
        ? PostgresFiles.secret(binaries, PostgresUser.here())
        : Secrets.random();
  }

  /** Nobody but the account that may do everything gets into what all databases are made of. */
  @Override
  public void started(Entry entry) {
    String secret = Secrets.random();
    query(
        entry,
        "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC; ALTER ROLE %s PASSWORD '%s'"
            .formatted(USER, secret));
    entry.secret(secret);
  }

  @Override
  public void prepare(Entry entry) {
    PostgresUser user = PostgresUser.here();
    Path template = PostgresFiles.template(binaries, user);
    try {
      // Not over what a failed first start left.
      Trees.delete(entry.data());
      Trees.copy(template, entry.data());
    } catch (IOException e) {
      throw Failures.io("copy PostgreSQL's data folder", entry.folder(), e);
    }
  }

  @Override
  public Launch launch(Entry entry) {
    List<String> command = new ArrayList<>();
    command.add(PostgresFiles.programs(binaries).resolve("bin/postgres").toString());
    command.addAll(List.of("-D", entry.data().toString(), "-p", "" + entry.port("client")));
    command.addAll(
        List.of("-c", "listen_addresses=" + Entry.HOST, "-c", "unix_socket_directories="));
    // Segments in the data folder vanish with it; in /dev/shm they would outlive a SIGKILL.
    command.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
    command.addAll(settings());
    return new Launch(PostgresUser.here().wrap(command), Map.of("LC_ALL", "C", "TZ", "UTC"));
  }

  static List<String> settings() {
    List<String> options = new ArrayList<>();
    SETTINGS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            setting -> options.addAll(List.of("-c", setting.getKey() + "=" + setting.getValue())));
    return options;
  }

  @Override
  public String officialImage() {
    return "postgres:17";
  }

  @Override
  public Image image(Entry entry, boolean hostNetwork) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    command.addAll(settings());
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "POSTGRES_USER",
                USER,
                "POSTGRES_PASSWORD",
                entry.secret(),
                "POSTGRES_DB",
                "postgres",
                "POSTGRES_HOST_AUTH_METHOD",
                "scram-sha-256",
                // Text must sort as it does in the embedded server.
                "POSTGRES_INITDB_ARGS",
                "--locale=C --encoding=UTF8 --auth-host=scram-sha-256",
                "LANG",
                "C.UTF-8"));
    if (hostNetwork) {
      command.addAll(List.of("-c", "listen_addresses=" + Entry.HOST));
      // Not -p: the image's own first steps must find the server, too.
      environment.put("PGPORT", "" + entry.port("client"));
      return Image.onHost(environment, command);
    }
    return new Image(Map.of("client", CONTAINER_PORT), environment, command);
  }

  /** Fast shutdown: SIGTERM would wait for the clients to leave. */
  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public boolean probe(InetSocketAddress address, Duration bound) {
    return PgWire.greets(address, bound);
  }

  @Override
  public boolean answers(Entry entry, Duration bound) {
    try {
      return !PgWire.query(entry, "postgres", "SELECT 1", bound).rows().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String version(RunningServer server) {
    return query(server.entry(), "SELECT split_part(current_setting('server_version'), ' ', 1)")
        .get(0)
        .get(0);
  }

  static List<List<String>> query(Entry entry, String sql) {
    try {
      return PgWire.query(entry, "postgres", sql, STATEMENT).rows();
    } catch (IOException e) {
      throw new ServiceException(
          entry.id()
              + ": "
              + PASSWORD.matcher(sql).replaceAll("PASSWORD …")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Making a database copies some 300 files, and dropping one waits for a checkpoint. */
  @Override
  public int placesAhead() {
    return 2;
  }

  @Override
  public String createPlace(Entry entry, String label) {
    String name = Software.uniqueName(label);
    query(entry, PostgresAccounts.create(entry, name));
    query(entry, "CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name));
    query(entry, "REVOKE ALL ON DATABASE \"" + name + "\" FROM PUBLIC");
    try {
      PgWire.query(entry, name, PostgresAccounts.welcome(name), STATEMENT);
    } catch (IOException e) {
      throw new ServiceException(entry.id() + ": " + name + ": " + e.getMessage(), e);
    }
    return name;
  }

  @Override
  public boolean renewPlace(Entry entry, String name, String newName) {
    return UsedDatabase.renew(entry, name, newName);
  }

  @Override
  public void dropPlace(Entry entry, String name) {
    try {
      UsedDatabase.abandon(entry, name);
    } catch (IOException e) {
      throw new ServiceException(entry.id() + ": " + name + ": " + e.getMessage(), e);
    }
    query(entry, "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
    query(entry, "DROP ROLE IF EXISTS \"" + name + "\"");
  }

  @Override
  public void elevate(Entry entry, String name) {
    query(entry, "ALTER ROLE \"" + name + "\" SUPERUSER");
  }

  @Override
  public Optional<String> settings(Entry entry) {
    try {
      return Optional.of(PostgresAccounts.settings(entry, STATEMENT));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Map<String, String> environment(Entry entry, String name, InetSocketAddress via) {
    return url(name, entry.secretOf(name), via, name);
  }

  @Override
  public Map<String, String> administration(Entry entry, String name, InetSocketAddress via) {
    return url(USER, entry.secret(), via, name);
  }

  private static Map<String, String> url(
      String user, String password, InetSocketAddress via, String database) {
    return Map.of(
        "DATABASE_URL",
        "postgresql://" + user + ":" + password + "@" + Software.hostPort(via) + "/" + database);
  }

  /** A killed server cannot remove its System V segment, and macOS has room for 32 of them. */
  @Override
  public void forget(Entry entry) {
    List<String> lines;
    try {
      lines = Files.readAllLines(entry.data().resolve("postmaster.pid"));
    } catch (IOException e) {
      return;
    }
    if (lines.size() < 7) {
      return;
    }
    String[] keyAndId = lines.get(6).strip().split("\\s+");
    if (keyAndId.length == 2 && keyAndId[1].matches("\\d+")) {
      try {
        Command.of("ipcrm", "-m", keyAndId[1]).run(REMOVAL);
      } catch (ServiceException e) {
        // No ipcrm: the segment is 56 bytes, and the next boot removes it.
      }
    }
  }
}
