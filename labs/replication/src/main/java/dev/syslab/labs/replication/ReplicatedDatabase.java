package dev.syslab.labs.replication;

import dev.syslab.subject.Lab;
import java.time.Duration;

/**
 * An application's way to its database, which is a PostgreSQL primary and the replicas that stream
 * from it: {@link Routing} says which server answers what (stage 1), {@link Lag} how far behind a
 * replica is (stage 2), {@link Sessions} what a client may rely on nevertheless (stages 3 to 5),
 * {@link Durability} what survives the loss of the primary (stage 6), {@link Failover} which server
 * comes next (stage 7), and {@link Rejoining} what becomes of the old one (stage 8).
 *
 * <p>In stages 1 to 6, server 0 is the primary, and the others are its replicas. A replica can only
 * be read, and shows what the primary has committed some time later.
 *
 * <p>A <b>transaction</b> is a list of 1 to {@value #MOST_STATEMENTS} SQL statements, each of 1 to
 * {@value #LONGEST_STATEMENT} characters, as {@link String#length} counts, without U+0000. They run
 * in order on one server, and either all of them take effect or none does. Callers promise, and
 * nothing checks, that each text is a single statement, that none begins or ends a transaction,
 * that none changes a setting of the session ({@code SET LOCAL} is fine) or makes its transaction
 * read-only, and that none catches the error by which a replica refuses a write.
 *
 * <p>An argument outside its bounds is refused with {@code IllegalArgumentException}, and nothing
 * runs. A call ends within {@link #ANSWER_WITHIN} if at least one server answers, whichever others
 * are dead or silent, and also if all of them refuse connections. If a server was needed and did
 * not answer, the call throws {@link UnavailableException}. A statement that PostgreSQL refuses is
 * a {@link StatementException}.
 */
@Lab(
    title = "Replication",
    summary = "A primary and its replicas: fresh reads, writes that survive, failover",
    level = Lab.Level.INTERMEDIATE,
    core = 5,
    coreMinutes = 170,
    minutes = 390,
    servers = {})
public interface ReplicatedDatabase
    extends Routing, Lag, Sessions, Durability, Failover, Rejoining {
  int MOST_STATEMENTS = 100;
  int LONGEST_STATEMENT = 100_000;

  /** Does not include statements that take more than about 100 ms, or any {@code patience}. */
  Duration ANSWER_WITHIN = Duration.ofSeconds(9);
}
