package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that writes one row after the other, and remembers what was acknowledged. */
final class Writes implements AutoCloseable {
  private static final String TIMELINE = "left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)";

  private final List<Written> written = new CopyOnWriteArrayList<>();
  private final Fleet<ReplicatedDatabase> servers;
  private final int process;
  private final boolean durably;
  private final Thread thread = new Thread(this::write, "writes");
  private final Instant start = Instant.now();
  private volatile boolean closed;

  /**
   * @param process the one that is called
   * @param durably whether a replica must have confirmed what is acknowledged
   */
  Writes(Fleet<ReplicatedDatabase> servers, int process, boolean durably) {
    this.servers = servers;
    this.process = process;
    this.durably = durably;
    // The first one tells whether there is anything to write with.
    write(0);
    thread.setDaemon(true);
    thread.start();
  }

  /** The timeline tells primaries apart: each promotion begins another one. */
  private record Written(String page, String timeline, Instant began, Instant ended) {}

  private void write() {
    for (int i = 1; !closed; i++) {
      Wait.pass(Duration.ofMillis(20));
      write(i);
    }
  }

  private void write(int number) {
    String page = "/" + number;
    List<String> insert =
        List.of("INSERT INTO visit (page) VALUES ('%s') RETURNING %s".formatted(page, TIMELINE));
    Attempt<String> attempt = servers.attempt(process, Sql.value(any -> call(any, insert)));
    if (attempt.acknowledged()) {
      written.add(new Written(page, attempt.get(), attempt.began(), attempt.ended()));
    }
  }

  private Answer call(ReplicatedDatabase database, List<String> insert) {
    return durably ? database.writeDurably(Duration.ofSeconds(2), insert) : database.write(insert);
  }

  /** Waits until so many have been acknowledged by the primary with this number. */
  void await(int count, int primary) {
    Wait.until(
        count + " writes to be acknowledged by primary number " + primary,
        Duration.ofSeconds(20),
        () -> of(primary).size() >= count);
  }

  private List<Written> of(int primary) {
    return written.stream().filter(one -> one.timeline().endsWith("" + primary)).toList();
  }

  void plot(Notes notes) {
    Plot plot = notes.plot(Plot.overTime("Acknowledged writes", Axis.of("writes", "")));
    for (int primary = 1; primary <= 2; primary++) {
      int count = primary == 1 ? 0 : of(1).size();
      for (Written one : of(primary)) {
        plot.series("by primary " + primary).at(Duration.between(start, one.ended()), ++count);
      }
    }
  }

  /** Nothing that was acknowledged is missing on the second primary. */
  void expectKept(Postgres primary) {
    Set<Object> kept = new HashSet<>();
    primary.query("SELECT page FROM visit").forEach(row -> kept.add(row.get(0)));

    assertThat(written.stream().map(Written::page).filter(page -> !kept.contains(page)))
        .as("pages that were acknowledged but are not on the new primary")
        .isEmpty();
  }

  /** Once the second primary has acknowledged something, nothing new reaches the first. */
  void expectOneAtATime() {
    Instant second = of(2).get(0).ended();

    assertThat(of(1).stream().filter(one -> one.began().isAfter(second)).map(Written::page))
        .as("pages that the old primary acknowledged after the new one had begun")
        .isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(12_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
