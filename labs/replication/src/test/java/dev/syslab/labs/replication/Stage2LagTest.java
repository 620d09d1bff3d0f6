package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    assertThat(bytes).as("a known lag of server %d, which answers", server).isPresent();
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

      Sent sent = readWithin(servers, cluster, NEAR, "2", 8);
      assertThat(sent.to(behind)).as("reads sent to the replica that is cut off").isZero();
      assertThat(sent.to(0))
          .as("of 8 reads, those that the primary got; a replica is close enough")
          .isLessThan(4);
      try (Fault other = cluster.replicationLink(cluster.server(3 - behind)).cut()) {
        servers.get(0).write(Sql.set("ann", 3));
        Judged.visits(cluster, ROWS);
        Wait.pass(Lag.MEASURED_WITHIN);

        assertThat(readWithin(servers, cluster, NEAR, "3", 8).toReplicas())
            .as("reads sent to replicas, which are both too far behind")
            .isZero();
      }
    }
  }

  /** Reads ann's cents so many times. */
  private static Sent readWithin(
      Fleet<ReplicatedDatabase> servers,
      PostgresCluster cluster,
      long bytes,
      String cents,
      int reads) {
    String mark = Sql.mark();
    Sent sent = new Sent(servers.replica(0), cluster, mark);
    for (int i = 0; i < reads; i++) {
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
    Sent sent = readWithin(servers, cluster, NEAR, "1", 20);
    assertThat(sent.to(0)).as("of 20 reads, those that the primary got").isLessThan(10);
    for (int replica = 1; replica <= 2; replica++) {
      assertThat(sent.to(replica))
          .as("of 20 reads, those that server %d got; both replicas are close enough", replica)
          .isPositive();
    }
    Wait.until(
        "a read within 0 bytes to be sent to a replica that is 0 bytes behind",
        Duration.ofSeconds(15),
        () -> {
          Judged.visits(cluster, 1);
          cluster.awaitReplay();
          return readWithin(servers, cluster, 0, "1", 1).toReplicas() > 0;
        });
    long primary = readWithin(servers, cluster, -1, "1", 1).to(0);
    assertThat(primary).as("reads within -1 bytes that were sent to the primary").isEqualTo(1);
    for (List<String> statements : Sql.outOfBounds("SELECT 1")) {
      assertThat(servers.attempt(any -> any.readWithin(NEAR, statements)))
          .as("%d statements, one of them bad", statements.size())
          .failedWith(IllegalArgumentException.class);
    }
  }

  @Test
  @Timeout(60)
  @Hint("written-minus-replayed")
  void a_lag_is_never_negative(PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    servers.get(0).lags();
    List<Optional<Long>> known = new ArrayList<>();
    Wait.conclusively(
        "a replica to report in time what it has replayed",
        Duration.ofSeconds(20),
        () -> {
          Hold question = servers.replica(0).link(cluster.server(1)).holdAll(Direction.TO_SERVER);
          Ongoing<List<ReplicaLag>> lags = servers.begin(0, ReplicatedDatabase::lags);
          // Enough to ask the primary.
          lags.doneWithin(Duration.ofMillis(200));
          Judged.visits(cluster, 100);
          cluster.awaitReplay();
          question.release();
          known.add(lags.await(ANSWER_WITHIN).get().get(0).bytes());
          return known.get(known.size() - 1).isPresent();
        });

    assertThat(known)
        .as(
            "lags of server 1 in bytes. Likely cause: the replica was asked a little later than the primary")
        .allMatch(bytes -> bytes.orElse(0L) >= 0);
  }

  @Test
  @Timeout(60)
  @Hint("pass-over-the-dead")
  void a_near_replica_that_does_not_answer_is_passed_over(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    for (int replica = 1; replica <= 2; replica++) {
      int one = replica;
      // If the other one does not say in time how near it is, the primary is right.
      boolean passedOver =
          IntStream.range(0, 3).anyMatch(i -> readLosing(servers, cluster, one).to(0) == 0);

      assertThat(passedOver)
          .as("whether the other replica was asked when server %d broke the connection", replica)
          .isTrue();
    }
  }

  /** The first read that reaches the replica loses its connection. */
  private static Sent readLosing(
      Fleet<ReplicatedDatabase> servers, PostgresCluster cluster, int replica) {
    String mark = Sql.mark();
    Sent sent = new Sent(servers.replica(0), cluster, mark);
    Link link = servers.replica(0).link(cluster.server(replica));
    try (Hold read = link.holdAt(mark, Direction.TO_SERVER)) {
      for (int i = 0; i < 16 && !read.tookEffect(); i++) {
        Ongoing<String> cents =
            servers.begin(0, Sql.value(any -> any.readWithin(NEAR, Sql.cents("ann", mark))));
        Wait.atMost(ANSWER_WITHIN, () -> read.tookEffect() || cents.done());
        if (read.tookEffect()) {
          link.reset();
        }
        assertThat(cents.await(ANSWER_WITHIN))
            .as("cents, while server %d breaks the connection in the middle of a read", replica)
            .returned("1");
      }
    }
    return sent;
  }

  @Test
  @Hint("unknown-is-too-far")
  void a_silent_replica_is_unknown_and_is_left_out(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    int silent = 1 + random.nextInt(2);
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    servers.get(0).lags();
    readWithin(servers, cluster, NEAR, "1", 8);
    try (Fault paused = cluster.server(silent).pause()) {
      Wait.pass(Lag.MEASURED_WITHIN);

      Attempt<List<ReplicaLag>> lags = servers.attempt(ReplicatedDatabase::lags);

      assertThat(lags).isAcknowledged().endedWithin(ANSWER_WITHIN).during(paused);
      assertThat(lags.get().get(silent - 1).bytes())
          .as("the lag of server %d, which is silent and therefore unknown", silent)
          .isEmpty();
      assertThat(known(lags.get(), 3 - silent)).as("lag of the other one").isLessThan(NEAR);
      assertThat(readWithin(servers, cluster, Long.MAX_VALUE, "1", 4).to(silent))
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
