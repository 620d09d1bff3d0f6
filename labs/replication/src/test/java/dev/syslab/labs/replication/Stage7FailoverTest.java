package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 7, title = "Who comes next?", points = 40, servers = Lab.Uses.REDIS)
class Stage7FailoverTest {
  /** Enough for somebody who is too quick. */
  private static final Duration QUICK = Duration.ofSeconds(6);

  @Test
  @Timeout(120)
  @Hint("ask-for-the-name")
  void when_a_host_dies_clients_go_on_with_another_server(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(4) Fleet<ReplicatedDatabase> servers,
      Notes notes) {
    Synchronous.anyOne(cluster);
    try (Drill drill = new Drill(cluster, redis, servers)) {
      drill.agents(0, 1, 2);
      servers.get(3).orchestrator();
      Writes writes = new Writes(servers, 2, true);
      try (writes) {
        writes.await(5, 1);
        servers.replica(0).kill();
        cluster.server(0).kill();
        drill.begins();

        int successor = drill.awaitSuccessor(notes);

        // It has no replica, so it confirms nothing: it is asked for what nobody needs to confirm.
        Wait.until(
            "a write by a process that knew the old primary",
            Duration.ofSeconds(20),
            () ->
                servers
                    .attempt(2, any -> any.write(List.of("SELECT visit('/new')")))
                    .acknowledged());
        writes.expectKept(cluster.server(successor));
      }
      writes.plot(notes);
    }
  }

  @Test
  @Timeout(120)
  @Hint("somebody-reaches-it")
  void a_cut_network_alone_is_no_death(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(4) Fleet<ReplicatedDatabase> servers) {
    Postgres primary = cluster.server(0);
    servers.get(3).write(Sql.put("ann", 1));
    try (Drill drill = new Drill(cluster, redis, servers)) {
      drill.agents(0, 1, 2);
      servers.get(3).orchestrator();
      try (Fault silent = servers.replica(0).link(redis).cut()) {
        try (Fault blind = servers.replica(3).link(primary).cut()) {
          assertThat(drill.acted(QUICK))
              .as("whether failover began with only the control plane cut off from the primary")
              .isFalse();
          try (Fault one = servers.replica(1).link(primary).cut()) {
            assertThat(drill.acted(QUICK))
                .as("whether failover began while the other replica's agent reached the primary")
                .isFalse();
          }
        }
        try (Fault one = servers.replica(1).link(primary).cut();
            Fault other = servers.replica(2).link(primary).cut();
            Fault log = cluster.replicationLink(cluster.server(1)).cut()) {
          assertThat(drill.acted(QUICK))
              .as("whether failover began when the orchestrator but no replica reached the primary")
              .isFalse();
        }
      }
    }
  }

  @Test
  @Timeout(120)
  @Hint("fence-first")
  void a_primary_that_hangs_is_fenced_before_another_takes_over(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(2) Fleet<ReplicatedDatabase> servers,
      Notes notes) {
    servers.get(1).write(Sql.put("ann", 1));
    try (Drill drill = new Drill(cluster, redis, servers)) {
      drill.agents(0, 0, 0);
      servers.get(1).orchestrator();
      try (Writes writes = new Writes(servers, 0, false)) {
        writes.await(5, 1);
        cluster.server(0).pause();
        drill.begins();

        drill.awaitSuccessor(notes);

        writes.await(5, 2);
        writes.expectOneAtATime();
      }
    }
  }

  @Test
  @Timeout(120)
  @Hint("who-has-most")
  void nobody_is_promoted_before_all_replicas_say_how_much_they_have(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(2) Fleet<ReplicatedDatabase> servers,
      Notes notes) {
    Synchronous.anyOne(cluster);
    // It receives most, and has replayed least.
    servers.get(1).write(Sql.put("ann", 0));
    cluster.awaitReplay();
    Replay.paused(cluster.server(2));
    cluster.server(0).execute("UPDATE account SET cents = 1");
    Judged.awaitCents(cluster.server(1), 1);
    try (Drill drill = new Drill(cluster, redis, servers);
        Fault behind = cluster.replicationLink(cluster.server(1)).cut()) {
      List<String> visit = List.of("SELECT visit('/kept')");
      Wait.until(
          "server 2 to confirm a write",
          Duration.ofSeconds(20),
          () ->
              servers
                  .attempt(1, any -> any.writeDurably(Sessions.MOST_PATIENCE, visit))
                  .acknowledged());
      drill.agents(0, 0, 0);
      servers.get(1).orchestrator();
      Fault silent = cluster.server(2).pause();
      cluster.server(0).kill();
      drill.begins();
      boolean hasty = drill.promoted(1, QUICK);
      silent.close();

      assertThat(hasty)
          .as(
              "whether server 1 was promoted while it was unknown how much server 2 had: server 2"
                  + " has everything that was acknowledged")
          .isFalse();
      assertThat(drill.awaitSuccessor(notes)).as("the server that had received most").isEqualTo(2);
      assertThat(cluster.server(2).number("SELECT count(*) FROM visit"))
          .as("rows that were acknowledged as durable")
          .isPositive();
    }
  }

  @Test
  @Timeout(120)
  @Hint("stop-writes-first")
  void a_planned_switch_loses_nothing(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(2) Fleet<ReplicatedDatabase> servers,
      Notes notes) {
    Writes writes;
    try (Drill drill = new Drill(cluster, redis, servers);
        // Longer than it takes to promote a server in a container.
        Fault slow = cluster.replicationLink(cluster.server(2)).delay(Duration.ofSeconds(1))) {
      writes = new Writes(servers, 1, false);
      try (writes) {
        writes.await(10, 1);
        drill.begins();

        drill.expectNoServer(-1, 0, 3);
        servers.get(0).switchOver(2);

        assertThat(drill.awaitSuccessor(notes)).as("the primary").isEqualTo(2);
        writes.await(5, 2);
      }
      writes.expectKept(cluster.server(2));
      writes.expectOneAtATime();
      writes.plot(notes);
    }
  }

  @Test
  @Timeout(120)
  @Hint("refused-by-the-old-one")
  void a_write_that_the_old_primary_refuses_takes_place_on_the_new_one(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(4) Fleet<ReplicatedDatabase> servers) {
    Synchronous.anyOne(cluster);
    List<String> visit = List.of("SELECT visit('/refused')");
    List<Call<ReplicatedDatabase, Answer>> calls =
        List.of(
            any -> any.write(visit),
            any -> any.read(visit),
            any -> any.readAfter(Optional.empty(), Duration.ZERO, visit),
            any -> any.writeDurably(Duration.ofSeconds(1), visit));
    try (Drill drill = new Drill(cluster, redis, servers)) {
      cluster.promote(cluster.server(2));
      Judged.refuseWrites(cluster.server(0));
      drill.letAllAskForTheName();
      drill.publish(2);
      List<Ongoing<Answer>> attempts =
          IntStream.range(0, 4).mapToObj(i -> servers.begin(i, calls.get(i))).toList();

      for (int i = 0; i < 3; i++) {
        assertThat(attempts.get(i).await(ReplicatedDatabase.ANSWER_WITHIN))
            .as("a write that the old primary refused while the new one was being published")
            .isAcknowledged();
      }
      assertThat(attempts.get(3).await(ReplicatedDatabase.ANSWER_WITHIN))
          .as("a write that needs a replica; the new primary has none")
          .failedWith(NotDurableException.class);
      assertThat(cluster.server(2).number("SELECT count(*) FROM visit")).as("rows").isEqualTo(4);
      drill.expectNoOldName(0);
    }
  }

  @Test
  @Timeout(120)
  @Hint("every-step-again")
  void a_successor_completes_what_a_dead_orchestrator_has_begun(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(4) Fleet<ReplicatedDatabase> servers,
      Notes notes) {
    try (Drill drill = new Drill(cluster, redis, servers)) {
      drill.agents(0, 0, 0);
      servers.get(1).orchestrator();
      drill.jam();
      // Only the server: the agent beside it lives, and says so.
      cluster.server(0).kill();
      drill.begins();
      drill.awaitStep("the orchestrator to cut the power", () -> drill.requests(0) > 0);
      servers.replica(1).kill();
      // The next one dies at the script by which ControlPlane publishes what it has promoted.
      Hold last = servers.replica(2).link(redis).holdAt("tonumber(ARGV[1])", Direction.TO_SERVER);
      drill.unjam();
      servers.get(2).orchestrator();
      drill.awaitStep("another orchestrator to publish the successor", last::tookEffect);
      servers.replica(2).kill();
      servers.get(3).orchestrator();

      drill.awaitSuccessor(notes);
    }
  }

  @Test
  @Timeout(120)
  @Hint("decided-once")
  void two_orchestrators_promote_one_server(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(3) Fleet<ReplicatedDatabase> servers,
      Notes notes) {
    cluster.awaitReplay();
    try (Drill drill = new Drill(cluster, redis, servers)) {
      drill.agents(0, 0, 0);
      servers.get(1).orchestrator();
      servers.get(2).orchestrator();
      drill.jam();
      cluster.server(0).kill();
      drill.begins();
      drill.awaitStep("both orchestrators to cut the power", () -> drill.requests(0) >= 2);
      drill.unjam();

      int successor = drill.awaitSuccessor(notes);
      boolean both = Wait.atMost(QUICK, () -> !drill.follows(3 - successor));

      assertThat(both)
          .as("whether both replicas, with the same data, were promoted by different orchestrators")
          .isFalse();
      assertThat(drill.name().epoch()).as("the epoch after one failover").isEqualTo(2);
    }
  }
}
