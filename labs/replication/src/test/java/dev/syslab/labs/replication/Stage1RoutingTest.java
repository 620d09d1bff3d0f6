package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.replication.ReplicatedDatabase.ANSWER_WITHIN;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 1, title = "Who may answer?", points = 15)
class Stage1RoutingTest {
  private static final Length NAME = Length.chars(1, 100).without("\0");

  @Test
  @Hint("writes-here-reads-there")
  void a_write_goes_to_the_primary_and_a_read_to_a_replica(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Hostile hostile) {
    ReplicatedDatabase database = servers.get(0);
    List<String> names =
        new LinkedHashSet<>(hostile.texts(Hostile.ENOUGH, NAME)).stream().limit(90).toList();
    String mark = Sql.mark();
    Sent written = new Sent(servers.replica(0), cluster, mark);
    List<String> write = new ArrayList<>(List.of("SELECT 1 /* " + mark + " */"));
    List<String> read = new ArrayList<>();
    String readMark = Sql.mark();
    for (int i = 0; i < names.size(); i++) {
      write.addAll(Sql.put(names.get(i), i));
      read.addAll(Sql.cents(names.get(i), readMark));
    }
    database.write(write);
    cluster.awaitReplay();
    Sent sent = new Sent(servers.replica(0), cluster, readMark);

    List<Rows> results = database.read(read).results();

    for (int i = 0; i < names.size(); i++) {
      assertThat(results.get(i).rows())
          .as("cents of “%s”", names.get(i))
          .containsExactly(List.of("" + i));
    }
    assertThat(sent.to(0))
        .as(
            "statements of a read that were sent to the primary, which is correct only if no"
                + " replica answers")
        .isZero();
    assertThat(written.toReplicas())
        .as("statements of a write that were sent to a replica, which may show old rows")
        .isZero();
  }

  @Test
  @Hint("in-turn")
  void reads_are_spread_over_the_replicas(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Notes notes) {
    String mark = Sql.mark();
    Sent sent = new Sent(servers.replica(0), cluster, mark);

    History<String> reads =
        servers.concurrently(200, Sql.value(any -> any.read(Sql.cents("nobody", mark))));

    assertThat(reads).acknowledgedAll();
    notes.add("200 reads, sent to servers 0, 1 and 2: %s", sent);
    for (int replica = 1; replica <= 2; replica++) {
      assertThat(sent.to(replica))
          .as("of 200 reads, those that replica %d got", replica)
          .isBetween(60L, 140L);
    }
  }

  @Test
  @Hint("all-of-it-again")
  void a_read_that_turns_out_to_write_takes_place_on_the_primary_as_a_whole(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    ReplicatedDatabase database = servers.get(0);
    database.write(Sql.put("ann", 100));
    cluster.awaitReplay();
    try (Replay one = Replay.paused(cluster.server(1));
        Replay other = Replay.paused(cluster.server(2))) {
      database.write(Sql.set("ann", 70));

      Answer answer =
          database.read(
              List.of(
                  Sql.cents("ann").get(0),
                  "UPDATE account SET cents = cents - 50 WHERE name = 'ann' RETURNING cents"));

      assertThat(answer.results())
          .as(
              "the balance that a transaction read, and the balance after it took 50. Likely cause:"
                  + " it read on a replica, which still shows 100, and wrote on the primary")
          .containsExactly(new Rows(List.of(List.of("70"))), new Rows(List.of(List.of("20"))));
      assertThat(cluster.server(0).number("SELECT cents FROM account"))
          .as("the balance on the primary after 50 were taken once")
          .isEqualTo(20);
    }
  }

  @Test
  @Hint("only-the-server-knows")
  void what_only_looks_like_a_read_has_its_effect_once(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    ReplicatedDatabase database = servers.get(0);
    database.write(Sql.put("ann", 100));
    cluster.awaitReplay();
    String visit = "SELECT count(*) FROM visit WHERE page = ?";

    String locked = Sql.value(database.read(List.of("SELECT cents FROM account FOR UPDATE")));
    String ticket = Sql.value(database.read(List.of("SELECT nextval('ticket')")));
    String next = Sql.value(database.read(List.of("SELECT nextval('ticket')")));
    database.read(List.of("SELECT visit('/called')"));
    database.read(
        List.of(
            "WITH new AS (INSERT INTO visit (page) VALUES ('/with') RETURNING id) SELECT id FROM"
                + " new"));
    database.read(List.of("EXPLAIN ANALYZE INSERT INTO visit (page) VALUES ('/explained')"));

    assertThat(locked).as("cents that a SELECT … FOR UPDATE returned").isEqualTo("100");
    assertThat(List.of(ticket, next))
        .as("two numbers drawn from a sequence")
        .containsExactly("1", "2");
    for (String page : List.of("/called", "/with", "/explained")) {
      assertThat(cluster.server(0).number(visit, page)).as("visits of %s", page).isEqualTo(1);
    }
  }

  @Test
  @Timeout(120)
  @Hint("pass-over-the-dead")
  void a_replica_that_is_down_or_silent_costs_no_read(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, Random random) {
    servers.get(0).write(Sql.put("ann", 100));
    cluster.awaitReplay();
    int down = 1 + random.nextInt(2);
    try (Fault stopped = cluster.server(down).stop()) {
      // This process has never seen it.
      servers.startAnother();
      for (int process : new int[] {0, 1}) {
        IntStream.range(0, 3).forEach(i -> expectRead(servers, process, stopped));
      }
      try (Fault silent = cluster.server(3 - down).pause()) {
        for (int process : new int[] {0, 1}) {
          expectRead(servers, process, silent);
        }
      }
    }
    expectBack(cluster, servers, down);
    expectBack(cluster, servers, 3 - down);
    List<Fault> cuts =
        cluster.servers().stream().map(server -> servers.replica(0).link(server).cut()).toList();
    for (Attempt<Answer> attempt :
        List.of(
            servers.attempt(any -> any.read(Sql.cents("ann"))),
            servers.attempt(any -> any.write(Sql.set("ann", 1))))) {
      assertThat(attempt)
          .as("a call while no server can be reached")
          .failedWith(UnavailableException.class)
          .endedWithin(ANSWER_WITHIN);
    }
    cuts.forEach(Fault::close);
  }

  private static void expectBack(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers, int back) {
    Wait.conclusively(
        "server " + back + " to be back",
        Duration.ofSeconds(20),
        () -> cluster.server(back).answers(Duration.ofSeconds(1)));
    for (int process : new int[] {0, 1}) {
      String mark = Sql.mark();
      Sent sent = new Sent(servers.replica(process), cluster, mark);
      Wait.until(
          "a read by process %d to be sent to server %d, which is back".formatted(process, back),
          Routing.BACK_WITHIN.multipliedBy(2),
          () -> {
            servers.attempt(process, any -> any.read(Sql.cents("ann", mark)));
            return sent.to(back) > 0;
          });
    }
  }

  private static void expectRead(Fleet<ReplicatedDatabase> servers, int process, Fault fault) {
    assertThat(servers.attempt(process, Sql.value(any -> any.read(Sql.cents("ann")))))
        .as("a read by process %d while %s", process, fault.what())
        .returned("100")
        .endedWithin(ANSWER_WITHIN)
        .during(fault);
  }

  @Test
  @Timeout(60)
  @Hint("perhaps-it-has-happened")
  void a_write_whose_answer_is_lost_is_not_repeated(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) throws SQLException {
    Postgres primary = cluster.server(0);
    servers.get(0).write(Sql.put("ann", 100));
    Judged.delayCommits(primary);
    List<String> visit = List.of("SELECT visit('/once')");
    expectOnce(primary, servers, any -> any.write(visit), 1);
    expectOnce(primary, servers, any -> any.read(visit), 2);
  }

  /** The answer to the commit is lost. */
  private static void expectOnce(
      Postgres primary,
      Fleet<ReplicatedDatabase> servers,
      Call<ReplicatedDatabase, Answer> visit,
      long visits)
      throws SQLException {
    try (Connection judge = primary.connect();
        Statement statement = judge.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(42)");
      Ongoing<String> write = servers.begin(0, Sql.value(visit));
      Wait.until(
          "the write to reach its commit",
          Duration.ofSeconds(10),
          () -> Judged.waiting(primary) == 1 || write.done());
      servers.replica(0).link(primary).reset();
      write.doneWithin(Duration.ofMillis(500));
      statement.execute("SELECT pg_advisory_unlock(42)");

      assertThat(write.await(ANSWER_WITHIN))
          .as("a write that was committed, but whose answer was lost")
          .failedWith(UnavailableException.class);
    }
    Wait.conclusively(
        "the commit to end",
        Duration.ofSeconds(10),
        () -> primary.number("SELECT count(*) FROM visit") >= visits);
    assertThat(primary.number("SELECT count(*) FROM visit"))
        .as("rows in the table after %d visits", visits)
        .isEqualTo(visits);
  }

  @Test
  @Hint("whole-or-not-at-all")
  void a_transaction_with_a_bad_statement_has_no_effect(
      PostgresCluster cluster, Fleet<ReplicatedDatabase> servers) {
    String good = "SELECT visit('/refused')";
    List<String> twice = List.of(good, Sql.put("ann", 1).get(0), Sql.put("ann", 2).get(0));
    servers.get(0).write(List.of("SELECT 1" + " ".repeat(99_992)));
    servers.get(0).write(Collections.nCopies(100, "SELECT 1"));
    for (List<String> statements : Sql.outOfBounds(good)) {
      expectFailure(servers, statements, IllegalArgumentException.class);
    }
    expectFailure(servers, twice, StatementException.class);

    assertThat(cluster.server(0).number("SELECT count(*) FROM visit"))
        .as("rows of transactions that were refused as a whole")
        .isZero();
  }

  private static void expectFailure(
      Fleet<ReplicatedDatabase> servers,
      List<String> statements,
      Class<? extends Exception> failure) {
    String what = "%d statements, one of them bad".formatted(statements.size());
    assertThat(servers.attempt(any -> any.write(statements))).as(what).failedWith(failure);
    assertThat(servers.attempt(any -> any.read(statements)))
        .as(what + ", as a read")
        .failedWith(failure);
  }
}
