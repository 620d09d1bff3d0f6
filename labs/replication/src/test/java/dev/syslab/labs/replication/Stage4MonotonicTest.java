package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 4, title = "Never back in time", points = 20)
class Stage4MonotonicTest {
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  @Hint("reads-move-the-token-too")
  void a_session_never_goes_back_to_what_was_before(
      PostgresCluster cluster,
      @Replicas(2) Fleet<ReplicatedDatabase> servers,
      Random random,
      Notes notes) {
    Plot plot =
        notes.plot(Plot.of("What a session has seen", Axis.of("read", ""), Axis.of("cents", "")));
    int behind = 1 + random.nextInt(2);
    servers.get(0).write(Sql.put("ann", 1));
    cluster.awaitReplay();
    try (Replay paused = Replay.paused(cluster.server(behind))) {
      Optional<Token> token = Optional.empty();
      long seen = 0;
      for (int i = 2; i < 18; i++) {
        cluster.server(0).execute("UPDATE account SET cents = ?", i);
        Judged.awaitCents(cluster.server(3 - behind), i);

        Answer answer = servers.get(i % 2).readAfter(token, AT_ONCE, Sql.cents("ann"));

        long shown = Long.parseLong(Sql.value(answer));
        plot.series("shown").add(i, shown);
        assertThat(shown)
            .as(
                "cents in read %d of a session, by process %d, after the session had seen %d",
                i, i % 2, seen)
            .isGreaterThanOrEqualTo(seen);
        if (token.isPresent()) {
          assertThat(Judged.reaches(cluster, answer.token().orElseThrow(), token.get()))
              .as("whether the token %s covers what the token %s covered", answer.token(), token)
              .isTrue();
        }
        seen = shown;
        token = answer.token();
      }
      for (int i = 0; i < 4; i++) {
        expectToken(servers, i, any -> any.read(Sql.cents("ann")));
        expectToken(servers, i, any -> any.readWithin(Long.MAX_VALUE, Sql.cents("ann")));
      }
    }
  }

  /** A session may begin with any read. */
  private static void expectToken(
      Fleet<ReplicatedDatabase> servers, int process, Call<ReplicatedDatabase, Answer> read) {
    Answer answer = servers.attempt(process % 2, read).get();
    assertThat(answer.token()).as("whether a read that was given no token returns one").isPresent();
    Answer next =
        servers.get((process + 1) % 2).readAfter(answer.token(), AT_ONCE, Sql.cents("ann"));

    assertThat(Long.parseLong(Sql.value(next)))
        .as("cents, read with the token of a read that showed %s", Sql.value(answer))
        .isGreaterThanOrEqualTo(Long.parseLong(Sql.value(answer)));
  }

  @Test
  @Hint("after-the-read")
  void a_token_is_for_what_the_read_has_seen_at_its_end(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) throws SQLException {
    servers.get(0).write(Sql.put("ann", 1));
    servers.get(0).read(Sql.cents("ann"));
    cluster.awaitReplay();
    List<String> slow = List.of("SELECT pg_advisory_xact_lock_shared(42)", Sql.cents("ann").get(0));
    try (Connection first = lock(cluster.server(1));
        Connection second = lock(cluster.server(2));
        Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      Ongoing<Answer> read =
          servers.begin(0, any -> any.readAfter(Optional.empty(), AT_ONCE, slow));
      Wait.until(
          "the read to wait for a lock that another session holds on the replica",
          Duration.ofSeconds(5),
          () -> waiting(cluster, 1) || waiting(cluster, 2));
      boolean chosen = waiting(cluster, 1);
      (chosen ? one : other).close();
      cluster.server(0).execute("UPDATE account SET cents = 2");
      Judged.awaitCents(cluster.server(chosen ? 1 : 2), 2);
      (chosen ? first : second).close();
      Answer answer = read.await(ANSWER_WITHIN).get();

      for (int i = 0; i < 6; i++) {
        Answer next = servers.get(0).readAfter(answer.token(), AT_ONCE, Sql.cents("ann"));

        assertThat(Long.parseLong(Sql.value(next)))
            .as("cents, read with the token of an answer that showed %s", Sql.value(answer))
            .isGreaterThanOrEqualTo(Long.parseLong(Sql.value(answer)));
      }
    }
  }

  private static Connection lock(Postgres server) throws SQLException {
    Connection judge = server.connect();
    try (Statement statement = judge.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(42)");
    }
    return judge;
  }

  private static boolean waiting(PostgresCluster cluster, int server) {
    return Judged.waiting(cluster.server(server)) > 0;
  }

  @Test
  @Hint("a-token-for-each-session")
  void one_session_does_not_send_another_to_the_primary(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    ReplicatedDatabase database = servers.get(0);
    Optional<Token> reader = database.write(Sql.put("ann", 1)).token();
    Judged.visits(cluster, 1);
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      Optional<Token> writer = database.write(Sql.set("ann", 2)).token();
      database.readAfter(writer, AT_ONCE, Sql.cents("ann"));
      String mark = Sql.mark();
      Sent sent = new Sent(servers.replica(0), cluster, mark);

      for (int i = 0; i < 6; i++) {
        reader = database.readAfter(reader, AT_ONCE, Sql.cents("ann", mark)).token();
      }

      assertThat(sent.to(0))
          .as("of 6 reads of a session that has seen nothing new, those that the primary answered")
          .isZero();
    }
  }
}
