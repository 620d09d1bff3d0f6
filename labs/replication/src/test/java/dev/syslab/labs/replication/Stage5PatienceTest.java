package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 5, title = "Wait, but not forever", points = 25)
class Stage5PatienceTest {
  private static final Duration LONG = Sessions.MOST_PATIENCE;

  /** Of an answer that need not wait, once in several tries even on a busy machine. */
  private static final Duration USUAL = Duration.ofMillis(1_400);

  @Test
  @Hint("look-again")
  void a_call_waits_for_whichever_replica_is_first(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random, Notes notes) {
    servers.get(0).write(Sql.put("ann", 0));
    cluster.awaitReplay();
    for (int cents = 1; cents <= 3; cents++) {
      String mark = Sql.mark();
      Sent sent = new Sent(servers.replica(0), cluster, mark);
      Replay one = Replay.paused(cluster.server(1));
      Replay other = Replay.paused(cluster.server(2));
      Optional<Token> token = servers.get(0).write(Sql.set("ann", cents)).token();
      // What follows a commit makes sure that its last byte is sent.
      Judged.visits(cluster, 1);
      Ongoing<String> read =
          servers.begin(0, Sql.value(any -> any.readAfter(token, LONG, Sql.cents("ann", mark))));
      boolean early = read.doneWithin(Duration.ofMillis(300));
      (random.nextBoolean() ? one : other).close();
      Attempt<String> attempt = read.await(LONG.plus(ANSWER_WITHIN));
      one.close();
      other.close();
      cluster.awaitReplay();

      assertThat(early)
          .as("whether the read ended while no replica had replayed up to its token")
          .isFalse();
      assertThat(attempt).as("cents").returned(Integer.toString(cents));
      notes.add(
          "waited %d ms; a replica had begun to replay after 300 ms", attempt.took().toMillis());
      assertThat(sent.to(0))
          .as(
              "reads that the primary got although a replica caught up long before the patience ran"
                  + " out")
          .isZero();
    }
  }

  @Test
  @Hint("then-the-primary")
  void when_the_patience_is_at_an_end_the_primary_answers(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) throws Exception {
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      Optional<Token> token = servers.get(0).write(Sql.set("ann", 2)).token();
      for (int millis : new int[] {0, 1, 400}) {
        Duration patience = Duration.ofMillis(millis);
        Timing.quickestOf(
            5,
            () ->
                assertThat(
                        servers.attempt(
                            Sql.value(any -> any.readAfter(token, patience, Sql.cents("ann")))))
                    .as("cents, with a patience of %d ms, while no replica replays", millis)
                    .returned("2")
                    .endedWithin(patience.plus(USUAL)),
            () -> {});
      }
    }
  }

  @Test
  @Timeout(90)
  @Hint("go-on-without-it")
  void a_replica_that_dies_during_the_wait_does_not_end_it(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    int dying = 1 + random.nextInt(2);
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    Replay one = Replay.paused(cluster.server(dying));
    expectFromOther(cluster, servers, dying, 2, () -> cluster.server(dying).pause());
    expectFromOther(cluster, servers, dying, 3, () -> cluster.server(dying).kill());
  }

  /** Of several calls, some ask the dying one first, and some the other one. */
  private static void expectFromOther(
      PostgresCluster cluster,
      Fleet<ReplicatedDatabase> servers,
      int dying,
      int cents,
      Supplier<Fault> harm) {
    Duration patience = Duration.ofSeconds(2);
    Postgres alive = cluster.server(3 - dying);
    Replay other = Replay.paused(alive);
    Optional<Token> token = servers.get(0).write(Sql.set("ann", cents)).token();
    Judged.visits(cluster, 1);
    String mark = Sql.mark();
    Sent sent = new Sent(servers.replica(0), cluster, mark);
    Call<ReplicatedDatabase, String> read =
        Sql.value(any -> any.readAfter(token, patience, Sql.cents("ann", mark)));
    List<Ongoing<String>> reads =
        IntStream.range(0, 6).mapToObj(i -> servers.begin(0, read)).toList();
    reads.get(0).doneWithin(Duration.ofMillis(200));
    try (Fault fault = harm.get()) {
      boolean early =
          Wait.atMost(Duration.ofMillis(300), () -> reads.stream().anyMatch(Ongoing::done));
      other.close();
      Judged.awaitCents(alive, cents);
      Instant caughtUp = Instant.now();
      List<Attempt<String>> attempts =
          reads.stream().map(one -> one.await(patience.plus(ANSWER_WITHIN))).toList();

      for (Attempt<String> attempt : attempts) {
        assertThat(attempt)
            .as("cents, when the other replica has caught up")
            .returned(Integer.toString(cents));
        Wait.conclusively(
            "the other replica to catch up within the patience",
            Duration.ZERO,
            () -> caughtUp.isBefore(attempt.began().plus(patience).minusMillis(500)));
      }
      assertThat(early).as("whether the read ended when %s", fault.what()).isFalse();
      assertThat(sent.to(0))
          .as(
              "of 6 reads, those that the primary got although the other replica had caught up in"
                  + " time")
          .isZero();
    }
  }

  @Test
  @Timeout(60)
  @Hint("wait-with-empty-hands")
  void while_many_calls_wait_others_go_on(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    servers.get(0).write(Sql.put("ann", 1));
    IntStream.range(0, 4).forEach(i -> servers.get(0).read(Sql.cents("ann")));
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      Optional<Token> token = servers.get(0).write(Sql.set("ann", 2)).token();
      List<Ongoing<String>> waiting = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        waiting.add(
            servers.begin(0, Sql.value(any -> any.readAfter(token, LONG, Sql.cents("ann")))));
      }
      waiting.get(0).doneWithin(Duration.ofMillis(500));

      Attempt<String> read = servers.attempt(Sql.value(any -> any.read(Sql.cents("ann"))));
      boolean allWait = waiting.stream().noneMatch(Ongoing::done);

      assertThat(read).as("a read of a session that has seen nothing").isAcknowledged();
      assertThat(allWait)
          .as(
              "whether the read ended while 24 others waited. Likely cause: each of those holds a"
                  + " connection")
          .isTrue();
      waiting.forEach(
          call -> assertThat(call.await(LONG.plus(ANSWER_WITHIN))).as("cents").returned("2"));
    }
  }

  @Test
  @Hint("stale-is-not-an-answer")
  void without_the_primary_an_old_answer_is_not_given_for_a_new_one(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    Optional<Token> first = servers.get(0).write(Sql.put("ann", 1)).token();
    Judged.visits(cluster, 1);
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      Optional<Token> second = servers.get(0).write(Sql.set("ann", 2)).token();
      try (Fault cut = servers.replica(0).link(cluster.server(0)).cut()) {
        Duration patience = Duration.ofMillis(300);

        assertThat(servers.attempt(any -> any.readAfter(second, patience, Sql.cents("ann"))))
            .as("a read after a token that no replica has replayed, without the primary")
            .failedWith(UnavailableException.class)
            .endedWithin(patience.plus(ANSWER_WITHIN))
            .during(cut);
        assertThat(
                servers.attempt(Sql.value(any -> any.readAfter(first, patience, Sql.cents("ann")))))
            .as("a read after a token that both replicas have replayed")
            .returned("1");
      }
    }
  }
}
