package dev.syslab.labs.pubsub;

import dev.syslab.kit.Postgres;
import java.util.List;

/**
 * Makes PostgreSQL refuse the effects of some owners' uploads, and counts how often it was asked.
 * The counters are sequences: a transaction that is rolled back does not take them along.
 */
final class Refusals {
  private final Postgres postgres;

  /**
   * @param times how often it refuses, all owners together; then it accepts
   */
  Refusals(Postgres postgres, Role role, List<Upload> uploads, long times) {
    this(postgres, role, uploads, times, "RAISE EXCEPTION 'refused, attempt %', attempt;");
  }

  /** Ends the connection on which such an effect is tried, that often, rather than refuse it. */
  static Refusals byDeath(Postgres postgres, Role role, List<Upload> uploads, long times) {
    String death = "PERFORM pg_terminate_backend(pg_backend_pid());";
    return new Refusals(postgres, role, uploads, times, death);
  }

  private Refusals(Postgres postgres, Role role, List<Upload> uploads, long times, String answer) {
    this.postgres = postgres;
    postgres.script(
        """
        CREATE TABLE refused (owner text, effect text);
        CREATE SEQUENCE attempts;
        CREATE SEQUENCE last_at MINVALUE 0 START 0;
        CREATE SEQUENCE shortest MINVALUE 0 START 999999999;
        SELECT nextval('shortest');
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
          DECLARE attempt bigint; now_ms bigint; gap bigint;
          BEGIN
            IF EXISTS (SELECT 1 FROM refused
                WHERE owner = NEW.owner AND effect = TG_TABLE_NAME) THEN
              attempt := nextval('attempts');
              IF attempt <= %1$d THEN
                now_ms := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
                gap := now_ms - (SELECT last_value FROM last_at);
                IF gap < (SELECT last_value FROM shortest) THEN
                  PERFORM setval('shortest', gap);
                END IF;
                PERFORM setval('last_at', now_ms);
                %2$s
              END IF;
            END IF;
            RETURN NEW;
          END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON indexed
          FOR EACH ROW EXECUTE FUNCTION refuse();
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON owner_total
          FOR EACH ROW EXECUTE FUNCTION refuse();
        """
            .formatted(times, answer));
    also(role, uploads);
  }

  /** Refuses these as well. */
  void also(Role role, List<Upload> uploads) {
    for (Upload upload : uploads) {
      postgres.execute(
          "INSERT INTO refused VALUES (?, ?)",
          upload.owner(),
          role == Role.INDEXER ? "indexed" : "owner_total");
    }
  }

  /** How often an effect was tried that was or could have been refused. */
  long attempts() {
    return postgres.number("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM attempts");
  }

  /** The shortest time between two attempts, in milliseconds. */
  long shortestGapMillis() {
    return postgres.number("SELECT last_value FROM shortest");
  }
}
