package dev.syslab.services.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.services.Available;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Wait;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("modes")
class UsedDatabaseTest {
  private static final Duration BOUND = Duration.ofSeconds(5);
  // What a database holds, but for the identities of its objects.
  private static final String CONTENTS =
      """
      SELECT n.nspname, pg_get_userbyid(n.nspowner), n.nspacl::text, obj_description(n.oid, 'pg_namespace'),
        (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid),
        (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = n.oid),
        (SELECT count(*) FROM pg_type t WHERE t.typnamespace = n.oid)
      FROM pg_namespace n ORDER BY 1
      """;

  private static RunningServer server;
  private final PostgreSql software = software();
  @Parameter Mode mode;
  private String name;

  static Stream<Mode> modes() {
    return Available.modes().stream();
  }

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) {
    Available.assume(Technology.POSTGRESQL, mode);
    server = (RunningServer) Services.open(Available.sharedHome()).own(Technology.POSTGRESQL, mode);
  }

  private static PostgreSql software() {
    return new PostgreSql(new Binaries(new Registry(Available.sharedHome()), line -> {}));
  }

  @AfterParameterizedClassInvocation
  static void end() {
    if (server != null) {
      server.close();
    }
    server = null;
  }

  @BeforeEach
  void database() {
    name = software.createPlace(server.entry(), "used");
  }

  private List<List<String>> query(String database, String sql) throws IOException {
    return PgWire.query(server.entry(), database, sql, BOUND).rows();
  }

  @Test
  void whatATestHasMadeIsGone() throws IOException {
    String fresh = software.createPlace(server.entry(), "fresh");
    query(
        name,
        """
        CREATE TABLE parent (id bigserial PRIMARY KEY, name text);
        CREATE TABLE child (id int REFERENCES parent);
        CREATE SCHEMA "O'Neil; x";
        CREATE VIEW "O'Neil; x".names AS SELECT name FROM parent;
        CREATE TYPE colour AS ENUM ('red');
        CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE TRIGGER t BEFORE UPDATE ON parent FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        INSERT INTO parent(name) VALUES ('a')
        """);

    assertThat(software.renewPlace(server.entry(), name, name + "_new")).isTrue();

    assertThat(query(name + "_new", CONTENTS)).isEqualTo(query(fresh, CONTENTS));
    assertThat(query("postgres", "SELECT datname FROM pg_database WHERE datname = '" + name + "'"))
        .isEmpty();
    query(name + "_new", "CREATE TABLE parent (id int)");
  }

  @Test
  void aServerThatWasStartedAnewIsFoundAgain() throws IOException {
    assertThat(software.renewPlace(server.entry(), name, name + "_new")).isTrue();

    server.kill();
    server.start();

    assertThat(software.renewPlace(server.entry(), name + "_new", name)).isTrue();
    query(name, "CREATE TABLE t (id int)");
  }

  @Test
  void whoIsStillConnectedDoesNotMeetTheNextTest() throws Exception {
    Thread busy =
        new Thread(
            () -> {
              try {
                query(name, "CREATE TABLE locked (id int); SELECT pg_sleep(60)");
              } catch (IOException e) {
                // As it should be.
              }
            });
    busy.start();
    String sleeping =
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%sleep(60)' AND datname = '";
    assertThat(Wait.until(BOUND, () -> !query("postgres", sleeping + name + "'").isEmpty()))
        .isTrue();

    assertThat(software.renewPlace(server.entry(), name, name + "_new")).isTrue();

    busy.join(BOUND.toMillis());
    assertThat(busy.isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTransactionThatWaitsForItsSecondPhaseIsRolledBack(boolean renewed) throws IOException {
    query(
        name, "BEGIN; CREATE TABLE t (id int); PREPARE TRANSACTION 'it''s of %s'".formatted(name));

    if (renewed) {
      assertThat(software.renewPlace(server.entry(), name, name + "_new")).isTrue();
    } else {
      software.dropPlace(server.entry(), name);
    }

    assertThat(query("postgres", "SELECT 1 FROM pg_prepared_xacts")).isEmpty();
    assertThat(query("postgres", "SELECT datname FROM pg_database WHERE datname = '" + name + "'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT lo_create(0)",
        "CREATE PUBLICATION p",
        "CREATE CAST (text AS int) WITH INOUT",
        "ALTER DATABASE \"%s\" SET statement_timeout = 1",
        "ALTER DATABASE \"%s\" CONNECTION LIMIT 3",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC"
      })
  void whatCannotBeTakenAwayIsNotUsedAgain(String made) throws IOException {
    query(name, made.formatted(name));

    assertThat(software.renewPlace(server.entry(), name, name + "_new")).isFalse();
  }
}
