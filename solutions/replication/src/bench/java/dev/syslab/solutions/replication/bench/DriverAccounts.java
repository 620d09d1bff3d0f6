package dev.syslab.solutions.replication.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.subject.Environment;
import java.net.URI;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** PostgreSQL's own driver, which finds out who is the primary: one pool to write, one to read. */
final class DriverAccounts extends SqlAccounts {
  static final String NAME = "pgjdbc";

  private final HikariDataSource writes;
  private final HikariDataSource reads;

  DriverAccounts(Environment env) {
    super(NAME);
    this.writes = pool(url(env) + "&targetServerType=primary");
    this.reads = pool(url(env) + "&targetServerType=preferSecondary&loadBalanceHosts=true");
  }

  private static String url(Environment env) {
    String hosts =
        env.databases().stream()
            .map(URI::getAuthority)
            .map(DriverAccounts::host)
            .collect(Collectors.joining(","));
    String[] user = env.database().getUserInfo().split(":", 2);
    return "jdbc:postgresql://%s%s?user=%s&password=%s"
        .formatted(hosts, env.database().getPath(), user[0], user[1]);
  }

  private static String host(String authority) {
    return authority.substring(authority.indexOf('@') + 1);
  }

  @Override
  DataSource forWrites() {
    return writes;
  }

  @Override
  DataSource forReads() {
    return reads;
  }

  @Override
  public void close() {
    writes.close();
    reads.close();
  }
}
