package dev.syslab.services.postgresql;

import dev.syslab.services.registry.Entry;
import java.io.IOException;
import java.time.Duration;

/** The roles of a server: one for each database, which owns that and nothing else. */
final class PostgresAccounts {

  /** A subject that leaks connections takes those of no other test. */
  private static final int CONNECTIONS = 100;

  private static final String CREATE =
      """
      CREATE ROLE "%s" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS \
      CONNECTION LIMIT %d PASSWORD '%s'
      """;

  /**
   * What the judge makes in the database is open to its owner. Before PostgreSQL 15 the schema
   * {@code public} was not the database owner's.
   */
  private static final String WELCOME =
      """
      ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO "%1$s";
      ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO "%1$s";
      ALTER DEFAULT PRIVILEGES GRANT ALL ON ROUTINES TO "%1$s";
      ALTER DEFAULT PRIVILEGES GRANT ALL ON TYPES TO "%1$s";
      ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO "%1$s";
      DO $do$
      BEGIN
        IF current_setting('server_version_num')::int < 150000 THEN
          ALTER SCHEMA public OWNER TO "%1$s";
        END IF;
      END
      $do$
      """;

  /** Objects from 16384 on are not the server's own. */
  private static final String SERVER =
      """
      SELECT 'setting', name, reset_val FROM pg_settings
        WHERE context <> 'internal' AND name NOT IN ('in_hot_standby', 'transaction_read_only');
      SELECT 'file', name, setting FROM pg_file_settings;
      SELECT 'role', rolname, concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
          rolcanlogin, rolconfig::text)
        FROM pg_roles
        WHERE rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls ORDER BY 2;
      SELECT 'role setting', setrole::regrole::text, setconfig::text FROM pg_db_role_setting
        WHERE setdatabase = 0 AND (setrole = 0 OR setrole IN (SELECT oid FROM pg_roles WHERE rolsuper)) ORDER BY 2;
      SELECT 'database', datname, concat_ws(' ', datistemplate, datallowconn, datacl::text, datdba)
        FROM pg_database WHERE datname IN ('postgres', 'template0', 'template1') ORDER BY 2;
      SELECT 'slot', slot_name::text, '' FROM pg_replication_slots ORDER BY 2;
      SELECT 'tablespace', spcname::text, '' FROM pg_tablespace ORDER BY 2
      """;

  private static final String TEMPLATE =
      """
      SELECT 'class', relname::text, '' FROM pg_class WHERE oid >= 16384 ORDER BY 2;
      SELECT 'function', proname::text, '' FROM pg_proc WHERE oid >= 16384 ORDER BY 2;
      SELECT 'schema', nspname::text, nspacl::text FROM pg_namespace ORDER BY 2;
      SELECT 'extension', extname::text, '' FROM pg_extension ORDER BY 2
      """;

  private PostgresAccounts() {}

  /** Makes the role of a database that is yet to be made. */
  static String create(Entry entry, String name) {
    return CREATE.formatted(name, CONNECTIONS, entry.secretOf(name));
  }

  /** What is still to be done in a database that the role of its name owns. */
  static String welcome(String name) {
    return WELCOME.formatted(name);
  }

  /**
   * What outlasts the databases: settings, privileged roles, and what new databases are made of.
   */
  static String settings(Entry entry, Duration bound) throws IOException {
    return PgWire.query(entry, "postgres", SERVER, bound).rows()
        + "\n"
        + PgWire.query(entry, "template1", TEMPLATE, bound).rows();
  }
}
