package dev.syslab.services.postgresql;

import dev.syslab.services.registry.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A database that a test has used, made as good as new: to copy some 300 files for another costs
 * ten times as much, and so does its first connection, which finds no catalogue cache.
 */
public final class UsedDatabase {
  private static final Duration BOUND = Duration.ofSeconds(10);

  // The planner may not ask the function before the name: it would end this connection, too.
  private static final String DISCONNECT =
      """
      SELECT count(pg_terminate_backend(pid, 2000)) FROM
        (SELECT pid FROM pg_stat_activity WHERE datname = '%1$s' OFFSET 0) connected;
      SELECT quote_literal(gid) FROM pg_prepared_xacts WHERE database = '%1$s';
      """;

  /** Who is still connected, or comes back, must not meet the next test: it has another name. */
  private static final String RENAME =
      """
      DO $do$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_prepared_xacts WHERE database = '%1$s') THEN
          ALTER DATABASE "%1$s" RENAME TO "%2$s";
        END IF;
      END
      $do$
      """;

  /**
   * What a test has made is its role's, or is in schemas and goes with them, or is of a kind that
   * few tests make: then the statement fails, and the database is dropped. Objects from 16384 on
   * are not the server's own.
   */
  private static final String EMPTY =
      """
      DO $do$
      DECLARE
        schema record;
        database record;
      BEGIN
        DROP OWNED BY "%1$s" CASCADE;
        FOR schema IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        LOOP
          EXECUTE format('DROP SCHEMA %%I CASCADE', schema.nspname);
        END LOOP;
        SELECT oid, datconnlimit INTO database FROM pg_database WHERE datname = current_database();
        IF EXISTS (SELECT FROM pg_class WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_am WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_extension WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_event_trigger WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_publication WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_foreign_data_wrapper WHERE oid >= 16384)
          OR EXISTS (SELECT FROM pg_default_acl)
          OR EXISTS (SELECT FROM pg_largeobject_metadata)
        THEN
          RAISE EXCEPTION 'an object outside all schemas is left';
        END IF;
        IF database.datconnlimit <> -1
          OR EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = database.oid)
          OR EXISTS (SELECT FROM pg_subscription WHERE subdbid = database.oid)
          OR EXISTS (SELECT FROM pg_get_replication_slots() WHERE datoid = database.oid)
        THEN
          RAISE EXCEPTION 'the database has settings, subscriptions or slots of its own';
        END IF;
        CREATE SCHEMA public;
        IF current_setting('server_version_num')::int >= 150000 THEN
          ALTER SCHEMA public OWNER TO pg_database_owner;
          GRANT USAGE ON SCHEMA public TO PUBLIC;
        ELSE
          GRANT ALL ON SCHEMA public TO PUBLIC;
        END IF;
        ALTER DATABASE "%2$s" OWNER TO "%2$s";
        DROP ROLE "%1$s";
        COMMENT ON SCHEMA public IS 'standard public schema';
        PERFORM pg_stat_reset();
      END
      $do$;
      """;

  /** By the birth of the server. */
  private static final Map<String, PgWire> KEPT = new ConcurrentHashMap<>();

  private UsedDatabase() {}

  /**
   * Disconnects who is connected, and rolls back the transactions that wait for their second phase:
   * with those a database can be neither renamed nor dropped.
   */
  static void abandon(Entry entry, String name) throws IOException {
    abandon(entry, name, "");
  }

  /**
   * @param then another statement of the same message
   * @return whether there were transactions to be rolled back
   */
  private static boolean abandon(Entry entry, String name, String then) throws IOException {
    List<List<String>> rows = administer(entry, DISCONNECT.formatted(name) + then);
    List<List<String>> prepared = rows.subList(1, rows.size());
    for (List<String> transaction : prepared) {
      PgWire.query(entry, name, "ROLLBACK PREPARED " + transaction.get(0), BOUND);
    }
    return !prepared.isEmpty();
  }

  /** By a connection that is kept: to make one takes longer than most statements do. */
  private static List<List<String>> administer(Entry entry, String sql) throws IOException {
    PgWire kept = KEPT.remove(entry.birth());
    if (kept != null) {
      try {
        return andKeep(entry, kept, sql);
      } catch (IOException e) {
        // The server was started anew meanwhile, or the statement fails again.
        kept.close();
      }
    }
    PgWire wire = new PgWire(entry.address(), entry.secret(), "postgres", BOUND);
    try {
      return andKeep(entry, wire, sql);
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  private static List<List<String>> andKeep(Entry entry, PgWire wire, String sql)
      throws IOException {
    List<List<String>> rows = wire.query(sql, BOUND).rows();
    PgWire other = KEPT.put(entry.birth(), wire);
    if (other != null) {
      other.close();
    }
    return rows;
  }

  /**
   * Empties the database and gives it another name.
   *
   * @return whether it is as good as new; if not, it may have either name
   */
  static boolean renew(Entry entry, String name, String newName) {
    String rename = RENAME.formatted(name, newName);
    try {
      if (abandon(entry, name, rename)) {
        abandon(entry, name, rename);
      }
      administer(entry, PostgresAccounts.create(entry, newName));
      PgWire.query(
          entry,
          newName,
          EMPTY.formatted(name, newName) + PostgresAccounts.welcome(newName),
          BOUND);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
