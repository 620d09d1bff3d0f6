package dev.syslab.solutions.sharding.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.subject.Environment;
import java.net.URI;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.StandardShardingStrategyConfiguration;

/** ShardingSphere's driver: it reads each statement, sends it where it belongs, and merges. */
final class SphereStore extends SqlStore {
  static final String NAME = "ShardingSphere-JDBC";

  private final Map<String, DataSource> databases = new HashMap<>();
  private final DataSource all;

  SphereStore(Environment env) throws SQLException {
    super(NAME, 0);
    for (URI uri : env.databases()) {
      databases.put("shard_" + databases.size(), pool(Environment.jdbcUrl(uri)));
    }
    var table =
        new ShardingTableRuleConfiguration(
            "orders", "shard_${0..%d}.orders".formatted(databases.size() - 1));
    table.setDatabaseShardingStrategy(
        new StandardShardingStrategyConfiguration("customer", "by_customer"));
    Properties properties = new Properties();
    properties.setProperty(
        "algorithm-expression",
        "shard_${Math.floorMod(customer.hashCode(), %d)}".formatted(databases.size()));
    ShardingRuleConfiguration rule = new ShardingRuleConfiguration();
    rule.getTables().add(table);
    rule.getShardingAlgorithms()
        .put("by_customer", new AlgorithmConfiguration("INLINE", properties));
    this.all =
        ShardingSphereDataSourceFactory.createDataSource(
            databases, List.of(rule), new Properties());
  }

  @Override
  DataSource source() {
    return all;
  }

  @Override
  public void close() {
    databases.values().forEach(database -> ((HikariDataSource) database).close());
  }
}
