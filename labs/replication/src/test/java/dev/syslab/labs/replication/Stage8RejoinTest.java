package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 8, title = "Back in line", points = 20, servers = Lab.Uses.REDIS)
class Stage8RejoinTest {
  private static final Duration REJOINED = Duration.ofSeconds(60);

  /** Server 1 is the primary; server 0, which was, is dead, and has a row that nobody else has. */
  private static void failedOver(PostgresCluster cluster, Drill drill) {
    Judged.visits(cluster, 3);
    cluster.awaitReplay();
    // Server 2 first: if it had more than server 1, it could never follow it, not even indirectly.
    try (Fault other = cluster.replicationLink(cluster.server(2)).cut();
        Fault one = cluster.replicationLink(cluster.server(1)).cut()) {
      cluster.server(0).execute("INSERT INTO visit (page) VALUES ('/lost')");
      drill.cutPower(0);
    }
    cluster.promote(cluster.server(1));
    drill.publish(1);
  }

  private static void awaitRejoined(Fleet<ReplicatedDatabase> servers, int process, int server) {
    Wait.until(
        "server " + server + " to rejoin",
        REJOINED,
        () -> {
          Attempt<Boolean> asked = servers.attempt(process, any -> any.rejoined(server));
          return asked.acknowledged() && asked.get();
        });
  }

  /** Server 2 streams from server 0 from now on, which is a replica itself. */
  private static void cascade(PostgresCluster cluster) {
    Postgres replica = cluster.server(2);
    int port = URI.create(cluster.server(0).jdbcUrl().substring("jdbc:".length())).getPort();
    String source = (String) replica.query("SHOW primary_conninfo").get(0).get(0);
    String other = source.replaceFirst("port=\\d+", "port=" + port);
    replica.script("ALTER SYSTEM SET primary_conninfo = " + Sql.quoted(other));
    replica.query("SELECT pg_reload_conf()");
    Wait.conclusively(
        "server 2 to stream from server 0 instead of server 1",
        Duration.ofSeconds(20),
        () -> streaming(cluster.server(0)) == 1 && streaming(cluster.server(1)) == 1);
  }

  private static long streaming(Postgres source) {
    return source.number("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'");
  }

  private static long pages(Postgres server, String page) {
    return server.number("SELECT count(*) FROM visit WHERE page = ?", page);
  }

  @Test
  @Timeout(150)
  @Hint("a-fresh-copy")
  void an_old_primary_loses_what_only_it_had_and_follows(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      @Replicas(2) Fleet<ReplicatedDatabase> servers) {
    try (Drill drill = new Drill(cluster, redis, servers)) {
      failedOver(cluster, drill);
      assertThat(servers.get(1).rejoined(0))
          .as("whether a dead server counts as rejoined")
          .isFalse();
      assertThat(servers.get(1).rejoined(2))
          .as("whether server 2, which follows the old primary, counts as rejoined")
          .isFalse();
      for (int server : new int[] {0, 2}) {
        Instant ordered = Instant.now();
        servers.get(0).rejoin(server);
        awaitRejoined(servers, 1, server);
        long copies = drill.copies(server);

        if (Instant.now().isBefore(ordered.plus(Rejoining.COPIED_WITHIN))) {
          assertThat(copies)
              .as("copies that were ordered before the first one was due")
              .isEqualTo(1);
        }
        assertThat(drill.follows(server)).as("whether server %d is a replica", server).isTrue();
        assertThat(pages(cluster.server(server), "/lost"))
            .as("rows on server %d that the new primary never had", server)
            .isZero();
      }
      Optional<Token> token = servers.get(0).write(List.of("SELECT visit('/new')")).token();
      for (int server : new int[] {0, 2}) {
        Judged.awaitReplayed(cluster.server(server), token.orElseThrow());

        assertThat(pages(cluster.server(server), "/new"))
            .as("rows on server %d that were written afterwards", server)
            .isEqualTo(1);
      }
      try (Replay paused = Replay.paused(cluster.server(2))) {
        servers.get(0).write(List.of("SELECT visit('/newer')"));
        assertThat(servers.get(1).rejoined(2))
            .as(
                "whether server 2, which does not show what the primary has committed, counts as"
                    + " rejoined")
            .isFalse();
      }
      cascade(cluster);
      // Once may be the moment in which it has not replayed the last bytes.
      assertThat(Wait.atMost(Duration.ofSeconds(2), () -> servers.get(1).rejoined(2)))
          .as("whether server 2, which streams from server 0, another replica, counts as rejoined")
          .isFalse();
    }
  }

  @Test
  @Timeout(150)
  @Hint("until-it-streams")
  void a_copy_that_breaks_off_is_made_again(
      @Own(administrator = true) PostgresCluster cluster,
      Redis redis,
      Fleet<ReplicatedDatabase> servers) {
    try (Drill drill = new Drill(cluster, redis, servers)) {
      failedOver(cluster, drill);
      drill.breakNextCopy();
      servers.get(0).rejoin(0);
      Wait.until("a copy to be ordered", Duration.ofSeconds(10), () -> drill.copies(0) > 0);

      assertThat(servers.get(0).rejoined(0))
          .as("whether server 0, whose copy has failed, counts as rejoined")
          .isFalse();
      // It is due after COPIED_WITHIN; the rest is for a busy machine.
      Wait.until(
          "another copy to be ordered, because the first one has failed",
          Rejoining.COPIED_WITHIN.multipliedBy(2),
          () -> drill.copies(0) > 1);
      awaitRejoined(servers, 0, 0);

      assertThat(drill.follows(0)).as("whether server 0 is a replica").isTrue();
      assertThat(pages(cluster.server(0), "/lost")).as("rows that only server 0 had").isZero();
    }
  }
}
