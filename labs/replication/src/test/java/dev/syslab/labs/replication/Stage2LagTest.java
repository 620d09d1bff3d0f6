package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 2, title = "How far behind?", points = 20)
class Stage2LagTest {
  /** The servers themselves write a little now and then. */
  private static final long NEAR = 64_000;

  private static final int ROWS = 4_000;

  @Test
  @Hint("written-minus-replayed")
  void lag_is_what_was_written_and_is_not_shown_yet(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random, Notes notes) {
    int behind = 1 + random.nextInt(2);
    Plot plot = notes.plot(Plot.of("Lag while the replay is paused", rows(), Axis.of("lag", "kB")));
    cluster.awaitReplay();
    try (Replay paused = Replay.paused(cluster.server(behind))) {
      for (int written = 0; written <= 2 * ROWS; written += ROWS) {
        Wait.pass(Lag.MEASURED_WITHIN);
        long least = Judged.lagOnDisk(cluster, behind);
        List<ReplicaLag> lags = lags(servers);
        long most = Judged.lag(cluster, behind);

        assertThat(lags.stream().map(ReplicaLag::server)).as("the servers").containsExactly(1, 2);
        long lag = known(lags, behind);
        assertThat(lag)
            .as("lag of server %d, which has received everything and replays nothing", behind)
            .isBetween(least, most);
        plot.series("paused").add(written, lag / 1e3);
        plot.series("the other").add(written, known(lags, 3 - behind) / 1e3);
        Judged.visits(cluster, ROWS);
      }
    }
    cluster.awaitReplay();
    Wait.pass(Lag.MEASURED_WITHIN);
    assertThat(known(lags(servers), behind))
        .as("lag of server %d when it has caught up", behind)
        .isLessThan(NEAR);
  }

  private static Axis rows() {
    return Axis.of("rows written", "");
  }

  /** On a busy machine, a server may take longer than a measurement may: once more then. */
  private static List<ReplicaLag> lags(Fleet<ReplicatedDatabase> servers) {
    for (int i = 0; i < 3; i++) {
      List<ReplicaLag> lags = servers.get(0).lags();
      if (lags.stream().allMatch(lag -> lag.bytes().isPresent())) {
        return lags;
      }
    }
    return servers.get(0).lags();
  }

  private static long known(List<ReplicaLag> lags, int server) {
    Optional<Long> bytes = lags.get(server - 1).bytes();
    assertThat(bytes).as("lag of server %d, which answers", server).isPresent();
    return bytes.get();
  }

  @Test
  @Hint("ask-both-sides")
  void a_replica_that_is_cut_off_from_the_primary_is_left_out(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    int behind = 1 + random.nextInt(2);
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    servers.get(0).lags();
    try (Fault cut = cluster.replicationLink(cluster.server(behind)).cut()) {
      servers.get(0).write(Sql.set("ann", 2));
      Judged.visits(cluster, ROWS);
      Judged.awaitNear(cluster, 3 - behind, NEAR);
      Wait.pass(Lag.MEASURED_WITHIN);

      Sent sent = readWithin(servers, cluster, NEAR, "2");
      assertThat(sent.to(behind)).as("reads of the replica that is cut off").isZero();
      assertThat(sent.to(0))
          .as("of 8 reads, those of the primary while a replica is near enough")
          .isLessThan(4);
      try (Fault other = cluster.replicationLink(cluster.server(3 - behind)).cut()) {
        servers.get(0).write(Sql.set("ann", 3));
        Judged.visits(cluster, ROWS);
        Wait.pass(Lag.MEASURED_WITHIN);

        assertThat(readWithin(servers, cluster, NEAR, "3").toReplicas())
            .as("reads of replicas that are both too far behind")
            .isZero();
      }
    }
  }

  /** Reads ann's cents eight times. */
  private static Sent readWithin(
      Fleet<ReplicatedDatabase> servers, PostgresCluster cluster, long bytes, String cents) {
    String mark = Sql.mark();
    Sent sent = new Sent(servers.replica(0), cluster, mark);
    for (int i = 0; i < 8; i++) {
      assertThat(servers.attempt(Sql.value(any -> any.readWithin(bytes, Sql.cents("ann", mark)))))
          .as("cents, read within %d bytes", bytes)
          .returned(cents)
          .endedWithin(ANSWER_WITHIN);
    }
    return sent;
  }

  @Test
  @Hint("nothing-to-replay")
  void an_idle_replica_stays(PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    Wait.pass(Duration.ofSeconds(2));

    List<ReplicaLag> lags = lags(servers);

    for (int replica = 1; replica <= 2; replica++) {
      assertThat(known(lags, replica))
          .as("lag of server %d after 2 s in which nobody wrote", replica)
          .isLessThan(NEAR);
    }
    assertThat(readWithin(servers, cluster, NEAR, "1").to(0))
        .as("of 8 reads, those of the primary")
        .isLessThan(4);
  }

  @Test
  @Hint("unknown-is-too-far")
  void a_silent_replica_is_unknown_and_is_left_out(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    int silent = 1 + random.nextInt(2);
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    servers.get(0).lags();
    readWithin(servers, cluster, NEAR, "1");
    try (Fault paused = cluster.server(silent).pause()) {
      Wait.pass(Lag.MEASURED_WITHIN);

      Attempt<List<ReplicaLag>> lags = servers.attempt(ReplicatedDatabase::lags);

      assertThat(lags).isAcknowledged().endedWithin(ANSWER_WITHIN).during(paused);
      assertThat(lags.get().get(silent - 1).bytes())
          .as("lag of server %d, which is silent", silent)
          .isEmpty();
      assertThat(known(lags.get(), 3 - silent)).as("lag of the other").isLessThan(NEAR);
      assertThat(readWithin(servers, cluster, Long.MAX_VALUE, "1").to(silent))
          .as("reads that were sent to the silent replica")
          .isZero();
    }
  }

  @Test
  @Hint("unknown-is-too-far")
  void nothing_is_known_while_the_primary_is_silent(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    servers.get(0).lags();
    try (Fault cut = servers.replica(0).link(cluster.server(0)).cut()) {
      Wait.pass(Lag.MEASURED_WITHIN);

      Attempt<List<ReplicaLag>> lags = servers.attempt(ReplicatedDatabase::lags);
      Attempt<Answer> read =
          servers.attempt(any -> any.readWithin(Long.MAX_VALUE, Sql.cents("ann")));

      assertThat(lags).isAcknowledged().during(cut);
      assertThat(lags.get())
          .as("lags while the primary, which alone knows what it has written, does not answer")
          .containsExactly(
              new ReplicaLag(1, Optional.empty()), new ReplicaLag(2, Optional.empty()));
      assertThat(read)
          .as("a read within any known lag. Likely cause: an unknown lag was taken for a small one")
          .failedWith(UnavailableException.class)
          .endedWithin(ANSWER_WITHIN);
    }
  }
}
