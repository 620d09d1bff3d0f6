package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 6, title = "Acknowledged means kept", points = 20)
class Stage6DurableTest {
  private static final Duration LONG = Sessions.MOST_PATIENCE;
  private static final String WAITING =
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

  private static final String VISITS = "SELECT count(*) FROM visit";

  private static List<String> visit(String page) {
    return List.of("INSERT INTO visit (page) VALUES (" + Sql.quoted(page) + ") RETURNING page");
  }

  private static Call<ReplicatedDatabase, String> durably(Duration patience, String page) {
    return Sql.value(any -> any.writeDurably(patience, visit(page)));
  }

  @Test
  @Timeout(60)
  @Hint("ask-for-a-confirmation")
  void what_was_acknowledged_survives_the_death_of_the_primary(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random, Notes notes) {
    Synchronous.anyOne(cluster);
    History<String> pages = History.empty();
    Link first = cluster.replicationLink(cluster.server(1 + random.nextInt(2)));
    try (Fault behind = first.cut()) {
      for (int i = 0; i < 5; i++) {
        record(pages, servers.attempt(durably(LONG, "/" + i)));
      }
    }
    List<Ongoing<String>> late = new ArrayList<>();
    try (Fault one = cluster.replicationLink(cluster.server(1)).blackHole();
        Fault other = cluster.replicationLink(cluster.server(2)).blackHole()) {
      for (int i = 0; i < 4; i++) {
        late.add(servers.begin(0, durably(LONG, "/late" + i)));
      }
      one.awaitEffect(Duration.ofSeconds(10));
      late.get(0).doneWithin(Duration.ofMillis(500));
      Fault death = cluster.server(0).kill();
      late.forEach(write -> record(pages, write.await(LONG.plus(ANSWER_WITHIN))));
      Postgres survivor = mostAdvanced(cluster);
      cluster.promote(survivor);

      Instant look = Instant.now();
      List<List<Object>> kept = survivor.query("SELECT page FROM visit");
      kept.forEach(row -> pages.observed((String) row.get(0), look));
      notes.add("%d of 9 pages are on the promoted replica", kept.size());
      assertThat(pages).lostNothing().nothingDuplicated();
      assertThat(kept).as("the pages that a replica had confirmed").hasSizeGreaterThanOrEqualTo(5);
      assertThat(death.tookEffect()).isTrue();
    }
  }

  private static void record(History<String> pages, Attempt<String> attempt) {
    if (attempt.acknowledged()) {
      pages.acknowledged(attempt.get());
    }
  }

  private static Postgres mostAdvanced(PostgresCluster cluster) {
    String received = "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0')";
    return cluster.server(1).number(received) >= cluster.server(2).number(received)
        ? cluster.server(1)
        : cluster.server(2);
  }

  @Test
  @Hint("success-with-a-warning")
  void a_wait_that_somebody_cancels_is_no_confirmation(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) throws SQLException {
    Synchronous.anyOne(cluster);
    assertThat(servers.attempt(durably(LONG, "/first"))).returned("/first");
    expectNoEffect(cluster.server(0), servers);
    try (Fault one = cluster.server(1).pause();
        Fault other = cluster.server(2).pause()) {
      Ongoing<String> write = servers.begin(0, durably(LONG, "/cancelled"));
      Wait.atMost(
          Duration.ofSeconds(2), () -> !cluster.server(0).query(WAITING).isEmpty() || write.done());

      assertThat(write.await(LONG.plus(ANSWER_WITHIN)))
          .as(
              "a write whose wait for a replica was cancelled. Likely cause: COMMIT then succeeds"
                  + " with a warning, which your code ignores")
          .failedWith(NotDurableException.class);
      assertThat(cluster.server(0).number("SELECT count(*) FROM visit"))
          .as("rows on the primary")
          .isEqualTo(2);
    }
  }

  /** It is cancelled before its commit. */
  private static void expectNoEffect(Postgres primary, Fleet<ReplicatedDatabase> servers)
      throws SQLException {
    List<String> slow = List.of(visit("/early").get(0), "SELECT pg_advisory_xact_lock_shared(42)");
    try (Connection judge = primary.connect();
        Statement statement = judge.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(42)");
      Ongoing<Answer> write = servers.begin(0, any -> any.writeDurably(LONG, slow));
      Wait.until(
          "the write to wait for a lock",
          Duration.ofSeconds(5),
          () -> Judged.waiting(primary) == 1 || write.done());
      primary.query("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE NOT granted");

      assertThat(write.await(ANSWER_WITHIN))
          .as("a write that was cancelled before its commit")
          .failedWith(StatementException.class);
    }
  }

  @Test
  @Timeout(60)
  @Hint("bound-the-commit")
  void without_any_replica_the_caller_is_told_in_time(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) throws Exception {
    Synchronous.anyOne(cluster);
    assertThat(servers.attempt(durably(LONG, "/first"))).returned("/first");
    Duration patience = Duration.ofMillis(500);
    try (Fault one = cluster.server(1).stop();
        Fault other = cluster.server(2).stop()) {

      Timing.quickestOf(
          5,
          () ->
              assertThat(servers.attempt(durably(patience, "/alone")))
                  .as("a write that no replica can confirm, with a patience of 0.5 s")
                  .failedWith(NotDurableException.class)
                  .endedWithin(Duration.ofSeconds(2))
                  .during(one),
          () -> {});
      assertThat(servers.attempt(Sql.value(any -> any.write(visit("/plain")))))
          .as("a write that does not need a replica")
          .returned("/plain");
    }
    Wait.until(
        "a write to be confirmed, now that the replicas are back",
        Duration.ofSeconds(15),
        () -> servers.attempt(durably(LONG, "/again")).acknowledged());
  }

  @Test
  @Hint("one-is-enough")
  void one_replica_is_enough_and_is_waited_for(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    int down = 1 + random.nextInt(2);
    Synchronous.anyOne(cluster);
    assertThat(servers.attempt(durably(LONG, "/first"))).returned("/first");
    Postgres alive = cluster.server(3 - down);
    try (Fault stopped = cluster.server(down).stop()) {
      Fault paused = alive.pause();
      Ongoing<Answer> write = servers.begin(0, any -> any.writeDurably(LONG, visit("/second")));
      boolean early = write.doneWithin(Duration.ofMillis(1_200));
      paused.close();
      Attempt<Answer> attempt = write.await(LONG.plus(ANSWER_WITHIN));

      assertThat(early).as("whether the write returned before a replica had stored it").isFalse();
      assertThat(attempt)
          .as("a write that one replica has stored; the other is down")
          .isAcknowledged();
      assertThat(attempt.get().token()).as("the token of a write that a replica has").isPresent();
      assertThat(
              Sql.value(
                  servers.get(0).readAfter(attempt.get().token(), Duration.ZERO, List.of(VISITS))))
          .as("visits, read with the token of the second write")
          .isEqualTo("2");
      for (List<String> bad : Sql.outOfBounds(visit("/bad").get(0))) {
        assertThat(servers.attempt(any -> any.writeDurably(LONG, bad)))
            .as("%d statements, one of them bad", bad.size())
            .failedWith(IllegalArgumentException.class);
      }
      for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1), LONG.plusMillis(1))) {
        assertThat(servers.attempt(durably(bad, "/bad")))
            .as("a patience of %s", bad)
            .failedWith(IllegalArgumentException.class);
      }
      assertThat(cluster.server(0).number("SELECT count(*) FROM visit"))
          .as("rows on the primary")
          .isEqualTo(2);
    }
  }
}
