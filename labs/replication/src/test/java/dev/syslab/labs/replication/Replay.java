package dev.syslab.labs.replication;

import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.time.Duration;

/** A replica whose replay stands still: it receives the log, and shows nothing new. */
final class Replay implements AutoCloseable {
  private final Postgres replica;

  private Replay(Postgres replica) {
    this.replica = replica;
  }

  /** Returns once it stands still. */
  static Replay paused(Postgres replica) {
    replica.query("SELECT pg_wal_replay_pause()::text");
    Wait.conclusively(
        "the replay of " + replica.name() + " to pause",
        Duration.ofSeconds(10),
        () ->
            replica.query("SELECT pg_get_wal_replay_pause_state()").get(0).get(0).equals("paused"));
    return new Replay(replica);
  }

  @Override
  public void close() {
    replica.query("SELECT pg_wal_replay_resume()::text");
  }
}
