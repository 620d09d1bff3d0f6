package dev.syslab.services.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.Access;
import dev.syslab.services.Available;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line is one that a program on this machine could send to a shared PostgreSQL. */
class PostgresAccessTest extends Access {

  private static void sqlAs(String user, String password, String url, String... statements)
      throws SQLException {
    URI uri = URI.create(url);
    String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
    try (var connection = DriverManager.getConnection(jdbc, user, password);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static void sql(String url, String... statements) throws SQLException {
    String[] login = URI.create(url).getUserInfo().split(":");
    sqlAs(login[0], login[1], url, statements);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "syslab", "postgres"})
  void postgresql_refuses_whoever_does_not_know_the_secret(String guess) {
    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access")) {
      String url = variable(place, server);

      assertThatThrownBy(() -> sqlAs("syslab", guess, url, "SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
      assertThatThrownBy(() -> sqlAs(place.name(), guess, url, "SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "COPY (SELECT 1) TO '/tmp/syslab-access-test'",
        "SELECT pg_read_file('postgresql.conf')",
        "ALTER SYSTEM SET max_connections = 3",
        "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
        "ALTER ROLE ALL SET statement_timeout = 1",
        "ALTER ROLE syslab SET statement_timeout = 1",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "CREATE ROLE another",
        "CREATE DATABASE another",
        "DROP DATABASE postgres",
        "ALTER DATABASE template1 SET statement_timeout = 1",
        "SELECT pg_switch_wal()",
        "SELECT pg_create_physical_replication_slot('slot')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'syslab'",
        "CREATE EXTENSION dblink",
        "SET session_replication_role = replica"
      })
  void a_subject_cannot_harm_postgresql(String statement) {
    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access");
        Namespace other = server.namespace("access")) {
      assertThatCode(() -> sql(administration(other, server), "SELECT 1"))
          .doesNotThrowAnyException();

      assertThatThrownBy(() -> sql(variable(place, server), statement))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(permission denied|must be|must have|cannot|only roles).*");
    }
  }

  @Test
  void a_subject_gets_into_no_other_database() {
    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access");
        Namespace other = server.namespace("access")) {
      for (String database : List.of(other.name(), "postgres", "template1")) {
        assertThatThrownBy(() -> sql(elsewhere(variable(place, server), database), "SELECT 1"))
            .as(database)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied for database");
      }
      assertThatThrownBy(
              () -> sql(variable(place, server), "DROP DATABASE \"" + other.name() + "\""))
          .hasMessageContaining("must be owner");
    }
  }

  @Test
  void a_subject_owns_its_database() {
    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access")) {
      assertThatCode(
              () -> {
                sql(administration(place, server), "CREATE TABLE judges (id serial)");
                sql(
                    variable(place, server),
                    "INSERT INTO judges DEFAULT VALUES",
                    "CREATE SCHEMA more",
                    "CREATE TABLE more.t (id int)",
                    "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
                    "CREATE EXTENSION pgcrypto",
                    "LISTEN news",
                    "SELECT pg_advisory_lock(1)",
                    "BEGIN; INSERT INTO more.t VALUES (1); PREPARE TRANSACTION 'mine'",
                    "COMMIT PREPARED 'mine'");
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void what_a_role_sets_for_itself_is_gone_with_it() throws Exception {
    try (Server server = warm(Technology.POSTGRESQL)) {
      for (int i = 0; i < 5; i++) {
        try (Namespace place = server.namespace("access")) {
          sql(variable(place, server), "ALTER ROLE CURRENT_USER SET statement_timeout = 1");
        }
      }
      try (Namespace place = server.namespace("access")) {
        assertThatCode(() -> sql(variable(place, server), "SELECT pg_sleep(0.1)"))
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER SYSTEM SET statement_timeout = '1s'",
        "ALTER ROLE ALL SET statement_timeout = '1s'",
        "CREATE ROLE another SUPERUSER",
        "SELECT pg_create_physical_replication_slot('slot')"
      })
  void a_postgresql_that_was_changed_is_made_anew(String change) throws Exception {
    String before;
    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access")) {
      before = administration(place, server);
      sql(before, change);
    }

    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access")) {
      assertThat(password(administration(place, server))).isNotEqualTo(password(before));
    }
  }

  @Test
  void a_table_in_what_databases_are_made_of_is_noticed() throws Exception {
    String before;
    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access")) {
      before = administration(place, server);
      sql(elsewhere(before, "template1"), "CREATE TABLE stray (id int)");
    }

    try (Server server = warm(Technology.POSTGRESQL);
        Namespace place = server.namespace("access")) {
      assertThat(password(administration(place, server))).isNotEqualTo(password(before));
    }
  }

  @Test
  void on_a_server_of_its_own_a_subject_may_get_all_rights() {
    Available.assume(Technology.POSTGRESQL, mode);
    try (Server server = services.own(Technology.POSTGRESQL, mode);
        Namespace place = server.namespace("access", Rights.WHOLE_SERVER)) {
      assertThatCode(() -> sql(variable(place, server), "SELECT pg_switch_wal()"))
          .doesNotThrowAnyException();
    }
  }
}
