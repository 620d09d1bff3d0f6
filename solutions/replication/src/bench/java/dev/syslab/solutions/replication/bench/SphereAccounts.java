package dev.syslab.solutions.replication.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.subject.Environment;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.readwritesplitting.config.ReadwriteSplittingRuleConfiguration;
import org.apache.shardingsphere.readwritesplitting.config.rule.ReadwriteSplittingDataSourceGroupRuleConfiguration;
import org.apache.shardingsphere.single.config.SingleRuleConfiguration;

/** ShardingSphere's driver: it reads each statement, and sends queries to the replicas in turn. */
final class SphereAccounts extends SqlAccounts {
  static final String NAME = "ShardingSphere-JDBC";

  private final Map<String, DataSource> servers = new LinkedHashMap<>();
  private final DataSource all;

  SphereAccounts(Environment env) throws SQLException {
    super(NAME);
    for (URI uri : env.databases()) {
      servers.put("server_" + servers.size(), pool(Environment.jdbcUrl(uri)));
    }
    List<String> names = List.copyOf(servers.keySet());
    var group =
        new ReadwriteSplittingDataSourceGroupRuleConfiguration(
            "accounts", names.get(0), names.subList(1, names.size()), "in_turn");
    var splitting =
        new ReadwriteSplittingRuleConfiguration(
            List.of(group),
            Map.of("in_turn", new AlgorithmConfiguration("ROUND_ROBIN", new Properties())));
    SingleRuleConfiguration tables = new SingleRuleConfiguration();
    tables.getTables().add("*.*.*");
    this.all =
        ShardingSphereDataSourceFactory.createDataSource(
            servers, List.of(splitting, tables), new Properties());
  }

  @Override
  DataSource forWrites() {
    return all;
  }

  @Override
  DataSource forReads() {
    return all;
  }

  @Override
  public void close() {
    servers.values().forEach(server -> ((HikariDataSource) server).close());
  }
}
