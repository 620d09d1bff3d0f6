package dev.syslab.kit;

import static dev.syslab.kit.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.Fixtures.Echo;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Lab;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Tests of a lab that end in every way; {@link TrialTest} runs them. */
final class EchoStages {
  private EchoStages() {}

  @Stage(number = 2, title = "Everything", points = 1)
  static class Second {

    @Test
    void passes(Fleet<Echo> servers, Notes notes) {
      notes.add("%d word", 1);
      Plot plot = notes.plot(Plot.overTime("Words", Plot.Axis.of("words", "")));
      plot.series("words").at(Duration.ofSeconds(1), 1);
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }

    @Test
    void passes_with_the_contract_itself(Echo echo) {
      assertThat(echo.say("hello")).isEqualTo("hello from 0");
    }

    @Test
    @Hint("louder")
    void fails(@Replicas(2) Fleet<Echo> servers) {
      servers.get(0).say("print");
      servers.get(1).say("hello");
      assertThat(servers.get(0).say("hello")).as("the greeting").isEqualTo("HELLO");
    }

    @Test
    void refused(Echo echo) {
      echo.say("refuse");
    }

    @Test
    void undeclared(Echo echo) {
      echo.choose(7);
    }

    @Test
    @Hint("louder")
    void not_implemented(Echo echo) {
      echo.say("stage 2");
    }

    @Test
    void blocked(Echo echo) {
      echo.say("stage 1");
    }

    @Test
    void fault_takes_effect(Fleet<Echo> servers) {
      servers.replica(0).kill().close();
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }

    @Test
    void fault_has_no_effect(Fleet<Echo> servers, Random random) {
      TestScopes.harmless("the moon is full");
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }

    @Test
    void fails_and_its_fault_had_no_effect(Fleet<Echo> servers) {
      TestScopes.harmless("the moon is full");
      assertThat(servers.get(0).say("hello")).isEqualTo("HELLO");
    }

    @Test
    @Timeout(1)
    void waits_too_long(Echo echo) {
      Wait.until("the last word", Duration.ofMinutes(5), () -> echo.say("a").isEmpty());
    }

    @Test
    void waits_in_vain(Echo echo) {
      Wait.until("the last word", Duration.ofMillis(20), () -> echo.say("a").isEmpty());
    }

    @Test
    void the_judges_own_trouble(Echo echo) {
      Wait.conclusively("the server", Duration.ofMillis(20), () -> false);
    }

    @Test
    void clocks_are_wrong(
        @Replicas(
                value = 3,
                clockOffsetMillis = {-90_000, 1_500})
            Fleet<Echo> servers) {
      assertThat(servers.replicas().stream().map(server -> server.contract().say("clock")))
          .containsExactly("-90000", "1500", "0");
    }

    @Test
    void servers_have_links_and_faults_of_their_own(
        @Own @Nodes(3) List<Redis> nodes, @Replicas(2) Fleet<Echo> servers) {
      String[] urls = servers.get(0).say("redis").split(",");
      assertThat(urls).hasSize(3).doesNotHaveDuplicates();
      assertThat(servers.get(1).say("redis").split(",")).hasSize(3).doesNotContain(urls);
      nodes.get(2).client().set("key", "here");

      try (Fault death = nodes.get(1).kill();
          Fault cut = servers.replica(0).link(nodes.get(2)).cut()) {
        assertThat(knows(urls[0], "key")).isFalse();
        assertThatThrownBy(() -> knows(urls[1], "key")).isInstanceOf(JedisException.class);
        assertThatThrownBy(() -> knows(urls[2], "key")).isInstanceOf(JedisException.class);
        assertThat(cut.tookEffect()).isTrue();
        assertThat(death.what()).isEqualTo("Redis 1 is killed");
      }
      assertThat(knows(urls[2], "key")).isTrue();
    }

    @Test
    void connections_that_a_link_ends_can_be_made_anew(@Own Redis redis, Fleet<Echo> servers) {
      String url = servers.get(0).say("redis");
      try (RedisClient client = RedisClient.create(url)) {
        client.set("key", "here");
        try (Fault reset = servers.replica(0).link(redis).reset()) {
          assertThat(reset.tookEffect()).isTrue();
          assertThat(knows(url, "key")).isTrue();
        }
      }
    }

    private static boolean knows(String url, String key) {
      try (RedisClient client = RedisClient.create(url)) {
        return client.exists(key);
      }
    }

    @Test
    void one_more_starts(Fleet<Echo> servers) {
      assertThat(servers.startAnother().contract().say("hello")).isEqualTo("hello from 1");
      assertThat(servers.size()).isEqualTo(2);
      assertThat(servers.get(1).say("hello")).isEqualTo("hello from 1");
    }

    @Test
    void restarts(Fleet<Echo> servers) {
      servers.replica(0).restart();
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }
  }

  /** Several PostgreSQL servers. */
  @Stage(number = 4, title = "Nodes", points = 1)
  static class WithNodes {

    @Test
    void databases_are_places_of_one_server_each_behind_a_link(
        @Nodes(2) List<Postgres> nodes, @Replicas(1) Fleet<Echo> servers) throws Exception {
      String[] urls = servers.get(0).say("postgresql").split(",");
      assertThat(urls).hasSize(2).doesNotHaveDuplicates();
      nodes.get(1).execute("CREATE TABLE t (i int)");
      nodes.get(1).execute("GRANT ALL ON t TO PUBLIC");
      nodes.get(1).execute("INSERT INTO t VALUES (7)");

      try (Fault cut = servers.replica(0).link(nodes.get(0)).cut()) {
        assertThat(number(urls[1], "SELECT i FROM t")).isEqualTo(7);
        assertThatThrownBy(() -> number(urls[0], "SELECT 1")).isInstanceOf(SQLException.class);
        assertThat(cut.tookEffect()).isTrue();
      }
      assertThatThrownBy(() -> number(urls[0], "SELECT i FROM t"))
          .hasMessageContaining("does not exist");
    }

    @Test
    @Timeout(120)
    void a_cluster_replicates_through_its_links_and_takes_back_a_lost_primary(
        PostgresCluster cluster, Fleet<Echo> servers) throws Exception {
      assertThat(servers.get(0).say("postgresql").split(",")).hasSize(3);
      Postgres first = cluster.server(0);
      Postgres second = cluster.server(1);
      first.execute("CREATE TABLE t (i int)");
      // Logged without a commit, so it is flushed within 200 ms, and not always before the wait.
      for (int i = 0; i < 10; i++) {
        Object logged = first.query("SELECT pg_logical_emit_message(false, '', '')").get(0).get(0);
        cluster.awaitReplay();
        assertThat(second.query("SELECT pg_last_wal_replay_lsn() >= ?::text::pg_lsn", "" + logged))
            .containsExactly(List.of(true));
      }
      try (Fault cut = cluster.replicationLink(second).cut()) {
        first.execute("INSERT INTO t VALUES (1)");
        Wait.conclusively(
            "the other replica to have it",
            Duration.ofSeconds(10),
            () -> cluster.server(2).number("SELECT count(*) FROM t") == 1);
        assertThat(second.number("SELECT count(*) FROM t")).isZero();
        assertThat(cut.tookEffect()).isTrue();
        cluster.promote(second);
      }
      second.execute("INSERT INTO t VALUES (2)");

      cluster.rejoin(first, second);
      cluster.rejoin(cluster.server(2), second);
      cluster.awaitReplay();

      assertThat(cluster.primary()).isSameAs(second);
      assertThat(first.query("SELECT i FROM t")).containsExactly(List.of(2));
    }

    private static long number(String url, String sql) throws SQLException {
      String jdbc = Environment.jdbcUrl(URI.create(url));
      try (Connection connection = DriverManager.getConnection(jdbc);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Its servers are the lab's, which has none, and its own. */
  @Stage(
      number = 3,
      title = "Servers of a stage",
      points = 1,
      servers = {Lab.Uses.REDIS})
  static class WithServers {

    @Test
    void its_subjects_get_them(Echo echo, Hostile hostile) {
      assertThat(echo.say("redis")).startsWith("redis://");
      assertThat(hostile.ids(3, Length.chars(1, 9))).hasSize(3);
    }
  }
}
