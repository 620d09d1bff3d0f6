package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 3, title = "Read your writes", points = 20)
class Stage3TokenTest {
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  @Hint("a-place-in-the-log")
  void a_write_is_seen_by_the_next_read_in_any_process(
      PostgresCluster cluster, @Replicas(2) Fleet<ReplicatedDatabase> servers, Random random) {
    servers.get(0).write(Sql.put("ann", 0));
    servers.get(1).write(Sql.put("bob", 0));
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1))) {
      for (int i = 1; i <= 4; i++) {
        int writer = random.nextInt(2);
        Optional<Token> token = servers.get(writer).write(Sql.set("ann", i)).token();
        Answer answer = servers.get(1 - writer).readAfter(token, AT_ONCE, Sql.cents("ann"));

        assertThat(token).as("whether a write has a token").isPresent();
        assertThat(Sql.value(answer))
            .as("cents after they were set to %d, read with the token of that write", i)
            .isEqualTo("" + i);
      }
      try (Replay other = Replay.paused(cluster.server(2))) {
        Optional<Token> token = servers.get(0).write(Sql.set("ann", 5)).token();
        for (int i = 0; i < 4; i++) {
          assertThat(Sql.value(servers.get(1).readAfter(token, AT_ONCE, Sql.cents("ann"))))
              .as("cents after they were set to 5, while both replicas show less")
              .isEqualTo("5");
        }
      }
    }
  }

  @Test
  @Hint("after-the-commit")
  void a_token_is_not_reached_before_the_commit_is_shown(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) throws SQLException {
    servers.get(0).write(Sql.put("ann", 1));
    Postgres primary = cluster.server(0);
    Judged.delayCommits(primary);
    try (Connection judge = primary.connect();
        Statement statement = judge.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(42)");
      Ongoing<Answer> write = servers.begin(0, any -> any.write(Sql.set("ann", 2)));
      Wait.until(
          "the write to reach its commit",
          Duration.ofSeconds(5),
          () -> Judged.waiting(primary) == 1 || write.done());
      Judged.visits(cluster, 1);
      cluster.awaitReplay();
      try (Replay one = Replay.paused(cluster.server(1));
          Replay other = Replay.paused(cluster.server(2))) {
        statement.execute("SELECT pg_advisory_unlock(42)");
        Optional<Token> token = write.await(ANSWER_WITHIN).get().token();
        for (int i = 0; i < 4; i++) {
          assertThat(Sql.value(servers.get(0).readAfter(token, AT_ONCE, Sql.cents("ann"))))
              .as(
                  "cents after they were set to 2. Likely cause: the position was read before the"
                      + " commit, so a replica can have reached it and still show 1")
              .isEqualTo("2");
        }
      }
    }
  }

  @Test
  @Hint("written-in-memory")
  void an_asynchronous_write_is_seen_by_the_next_read(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    ReplicatedDatabase database = servers.get(0);
    database.write(Sql.put("ann", 0));
    // Otherwise the log is on disk within 0.2 s.
    Judged.writeLogRarely(cluster.server(0));
    for (int i = 1; i <= 4; i++) {
      Judged.visits(cluster, 1);
      cluster.awaitReplay();
      try (Replay one = Replay.paused(cluster.server(1));
          Replay other = Replay.paused(cluster.server(2))) {
        List<String> write =
            List.of("SET LOCAL synchronous_commit = off", Sql.set("ann", i).get(0));
        Optional<Token> token = database.write(write).token();

        assertThat(
                servers.attempt(Sql.value(any -> any.readAfter(token, AT_ONCE, Sql.cents("ann")))))
            .as(
                "cents after they were set to %d without waiting for the disk. Likely cause: the"
                    + " token was taken from pg_current_wal_lsn(), which does not include what"
                    + " is only in the primary's memory",
                i)
            .returned("" + i);
      }
    }
  }

  @Test
  @Hint("every-answer-has-its-token")
  void a_read_that_turns_out_to_write_hands_out_a_token_for_that(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    ReplicatedDatabase database = servers.get(0);
    Optional<Token> first = database.write(Sql.put("ann", 1)).token();
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      List<String> count = List.of("SELECT count(*) FROM visit");
      List<String> visit = List.of("SELECT visit('/home')");

      // A replica that is too busy to answer in time gives way to the primary, which is always
      // right.
      for (int visits = 0; visits < 6; visits += 2) {
        Optional<Token> second = database.readAfter(first, AT_ONCE, visit).token();
        String seen = Sql.value(database.readAfter(second, AT_ONCE, count));
        Optional<Token> third = database.read(visit).token();

        assertThat(seen)
            .as("visits, read with the token of a call that looked like a read and recorded one")
            .isEqualTo(Integer.toString(visits + 1));
        assertThat(Sql.value(database.readAfter(third, AT_ONCE, count)))
            .as("visits after another one was recorded by read")
            .isEqualTo(Integer.toString(visits + 2));
      }
    }
  }

  @Test
  @Hint("any-that-has-come-so-far")
  void a_replica_that_has_come_so_far_answers_in_place_of_the_primary(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    int behind = 1 + random.nextInt(2);
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    try (Replay paused = Replay.paused(cluster.server(behind))) {
      Optional<Token> token = servers.get(0).write(Sql.set("ann", 2)).token();
      Judged.visits(cluster, 1);
      Judged.awaitReplayed(cluster.server(3 - behind), token.orElseThrow());
      String mark = Sql.mark();
      Sent sent = new Sent(servers.replica(0), cluster, mark);

      for (int i = 0; i < 10; i++) {
        assertThat(Sql.value(servers.get(0).readAfter(token, AT_ONCE, Sql.cents("ann", mark))))
            .isEqualTo("2");
      }

      assertThat(sent.to(0))
          .as(
              "of 10 reads, those that the primary answered although server %d has replayed up to"
                  + " the token",
              3 - behind)
          .isZero();
    }
  }

  @Test
  @Hint("numbers-not-texts")
  void positions_are_compared_as_numbers(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    Token token = servers.get(0).write(Sql.put("ann", 1)).token().orElseThrow();
    cluster.awaitReplay();
    // The token's position may lie after the commit's, and its bytes come a little later.
    Judged.awaitReplayed(cluster.server(1), token);
    Judged.awaitReplayed(cluster.server(2), token);
    String[] halves = token.position().split("/");
    String padded = "0".repeat(8 - halves[0].length()) + halves[0];
    for (String passed :
        List.of(
            "0/9",
            "0/FF",
            "00000000/00000001",
            padded + "/" + halves[1].toLowerCase(Locale.ROOT))) {
      Optional<Token> old = Optional.of(new Token(token.cluster(), passed));
      String mark = Sql.mark();
      Sent sent = new Sent(servers.replica(0), cluster, mark);

      Answer answer = servers.get(0).readAfter(old, AT_ONCE, Sql.cents("ann", mark));

      assertThat(Sql.value(answer)).isEqualTo("1");
      assertThat(sent.to(0))
          .as(
              "reads that the primary got with the token %s, which both replicas passed long ago",
              passed)
          .isZero();
    }
  }

  @Test
  @Hint("never-handed-out")
  void a_token_that_was_never_handed_out_is_refused(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    Token token = servers.get(0).write(Sql.put("ann", 1)).token().orElseThrow();
    cluster.awaitReplay();
    for (String bad :
        List.of(
            "",
            "/",
            "0",
            "0/",
            "/0",
            "0/G",
            "-1/0",
            "+1/0",
            "0/-1",
            "0/100000000",
            "1/0/0",
            " 1/0",
            "0x1/0",
            "１/0",
            "0/1\n",
            "' OR true --")) {
      expectRefused(servers, new Token(token.cluster(), bad), AT_ONCE, "a malformed position");
    }
    expectRefused(
        servers, new Token("another", token.position()), AT_ONCE, "a token of another cluster");
    expectRefused(servers, new Token("", token.position()), AT_ONCE, "a token without a cluster");
    for (String future : List.of("1/0", "FFFFFFFF/FFFFFFFF", "7FFFFFFF/FFFFFFFF", "80000000/0")) {
      expectRefused(
          servers,
          new Token(token.cluster(), future),
          AT_ONCE,
          "a position beyond the end of the log");
    }
    for (Duration patience : List.of(Duration.ofNanos(-1), Sessions.MOST_PATIENCE.plusNanos(1))) {
      expectRefused(servers, token, patience, "a patience of " + patience);
    }
    for (List<String> statements : Sql.outOfBounds("SELECT visit('/bad')")) {
      assertThat(servers.attempt(any -> any.readAfter(Optional.of(token), AT_ONCE, statements)))
          .as("%d statements, one of them bad", statements.size())
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(cluster.server(0).number("SELECT count(*) FROM visit"))
        .as("rows of transactions that were refused as a whole")
        .isZero();
  }

  private static void expectRefused(
      Fleet<ReplicatedDatabase> servers, Token token, Duration patience, String what) {
    assertThat(
            servers.attempt(any -> any.readAfter(Optional.of(token), patience, Sql.cents("ann"))))
        .as("%s: a read after %s", what, token)
        .failedWith(IllegalArgumentException.class);
  }
}
