package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Uploads.CLAIM_AFTER;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 1, title = "Redis: told now, or kept", points = 20, servers = Lab.Uses.REDIS)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage1RedisTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  @Hint("pub-sub")
  void a_broadcast_reaches_those_who_listen_and_is_kept_for_nobody(
      @Replicas(3) Fleet<Uploads> servers,
      @Own Redis redis,
      Hostile hostile,
      Random random,
      Notes notes) {
    Samples samples = new Samples(hostile, random);
    List<Upload> uploads = samples.uploads(40);
    servers.get(0).listen();
    servers.get(1).listen();
    // A server that listens already goes on as it did.
    servers.get(1).listen();

    for (Upload upload : uploads) {
      assertThat(servers.get(2).broadcast(upload)).as("servers that listen").isEqualTo(2);
    }
    servers.get(2).listen();

    for (int i : List.of(0, 1)) {
      expectHeard(servers.get(i), uploads);
    }
    assertThat(servers.get(2).heard())
        .as("what a server that began to listen after the broadcasts has heard")
        .isEmpty();
    assertThat(redis.keys())
        .as("the keys that a broadcast leaves in Redis. Did you use a list or a stream?")
        .isEmpty();
    notes.add(
        "a late listener heard 0 of %d: Redis keeps no messages that it has delivered",
        uploads.size());
  }

  @Test
  @Hint("listener-connection")
  void a_listener_hears_again_after_its_connection_was_lost(
      @Replicas(2) Fleet<Uploads> servers,
      @Own Redis redis,
      Hostile hostile,
      Random random,
      Notes notes) {
    Samples samples = new Samples(hostile, random);
    servers.get(0).listen();
    servers.get(1).broadcast(samples.upload());

    int missed = 5;
    try (Fault cut = servers.replica(0).link(redis).cut()) {
      for (Upload upload : samples.uploads(missed)) {
        Wait.conclusively(
            "the cut to take effect", SOON, () -> servers.get(1).broadcast(upload) == 0);
      }
    }

    Upload last = samples.upload();
    Wait.until(
        "the server to listen again (it listened before its connection was lost)",
        RECOVERY.plus(SOON),
        () -> servers.get(1).broadcast(last) == 1);
    Wait.until("the broadcast to be heard", SOON, () -> servers.get(0).heard().contains(last));
    notes.add("%d broadcasts had no listener, so no server will ever hear them", missed);
  }

  @Test
  @Hint("bounds")
  void an_upload_out_of_bounds_is_neither_broadcast_nor_appended(
      Fleet<Uploads> servers, Redis redis, Hostile hostile, Random random) {
    for (Upload bad : new Samples(hostile, random).outOfBounds()) {
      Calls.outOfBounds(servers, "broadcast", server -> server.broadcast(bad));
      Calls.outOfBounds(servers, "append", server -> server.append(bad));
    }

    assertThat(redis.keys()).as("the keys in Redis after calls that were refused").isEmpty();
  }

  @Test
  @Hint("stream-group")
  void each_role_acts_once_on_what_was_appended_before_it_began(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Redis redis,
      Hostile hostile,
      Random random) {
    Samples samples = new Samples(hostile, random);
    List<Upload> uploads = new ArrayList<>(List.of(samples.upload()));
    servers.get(0).append(uploads.get(0));
    List<Upload> more = new ArrayList<>(samples.uploads(150));
    more.add(samples.largest());
    Streams.append(servers, more);
    uploads.addAll(more);
    Streams.repeatOldest(redis, 1_200);

    // One role is done before the other begins.
    for (Role role : List.of(Role.COUNTER, Role.INDEXER)) {
      Upload late = samples.upload();
      servers.get(1).append(late);
      uploads.add(late);
      servers.get(0).workOnStream(role);
      servers.get(1).workOnStream(role);
      new Ledger(postgres, role, uploads)
          .expectOnce(
              "more than 150 uploads were appended, the first of them 1,201 times, before the "
                  + role
                  + " began",
              SOON.multipliedBy(3));
    }
  }

  @Test
  @Hint("pending")
  void what_a_killed_worker_has_not_finished_another_does(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    List<Upload> uploads = samples.uploads(120);
    Role role = samples.role();
    servers.get(1).workOnStream(role);
    Streams.append(servers, uploads.subList(0, 1));
    new Ledger(postgres, role, uploads.subList(0, 1)).expectOnce("one upload was appended", SOON);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).workOnStream(role);
      Streams.append(servers, uploads.subList(1, 120));
      freeze.awaitWorkers(2);
      Fault death = servers.replica(0).kill();
      death.awaitEffect(SOON);
    }

    new Ledger(postgres, role, uploads)
        .expectOnce("a worker was killed before it had finished", CLAIM_AFTER.plus(SOON));
  }

  @Test
  @Hint("deleted-entry")
  void a_restarted_worker_finishes_what_its_last_life_left_but_for_what_was_deleted(
      Fleet<Uploads> servers, Postgres postgres, Redis redis, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    List<Upload> deleted = samples.uploads(3);
    List<Upload> uploads = samples.uploads(250);
    Role role = samples.role();
    deleted.forEach(servers.get(0)::append);
    Streams.append(servers, uploads);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).workOnStream(role);
      freeze.awaitWorkers(1);
      Streams.deleteOldest(redis, 3);
      try (Fault death = servers.replica(0).kill()) {
        death.awaitEffect(SOON);
      }
    }

    servers.get(0).workOnStream(role);

    // The worker had begun with the oldest, and committed nothing: nobody can do those any more.
    new Ledger(postgres, role, uploads)
        .expectOnce(
            "the only worker was killed, 3 entries were deleted, and it was started again",
            CLAIM_AFTER.plus(SOON));
  }

  @Test
  @Hint("silent-servers")
  void silent_servers_hold_callers_up_for_their_patience_only_and_workers_go_on_afterwards(
      Fleet<Uploads> servers, Postgres postgres, Redis redis, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Role role = samples.role();
    Role other = Role.values()[1 - role.ordinal()];
    servers.get(0).workOnStream(role);
    Upload before = samples.upload();
    servers.get(0).append(before);
    new Ledger(postgres, role, List.of(before)).expectOnce("one upload was appended", SOON);

    try (Fault away = servers.replica(0).link(redis).cut();
        Fault down = servers.replica(0).link(postgres).cut()) {
      away.awaitEffect(SOON);
      Calls.unavailable(servers, away, server -> server.broadcast(samples.upload()));
      assertThat(Calls.attempt(servers, server -> server.workOnStream(other)))
          .as("a worker was started while Redis was unavailable")
          .isAcknowledged();
      down.tookEffect();
    }
    try (Fault silence = servers.replica(0).link(redis).blackHole()) {
      Calls.unavailable(
          servers, silence, server -> server.append(samples.upload()), Uploads::listen);
    }

    Wait.until(
        "the server to listen again after Redis was silent",
        RECOVERY.plus(SOON),
        () -> Calls.attempt(servers, Uploads::listen).acknowledged());
    assertThat(servers.get(0).broadcast(samples.upload())).as("servers that listen").isEqualTo(1);
    Upload after = samples.upload();
    // Its effect takes PostgreSQL three attempts, of which it answers the last.
    Refusals.byDeath(postgres, role, List.of(after), 2);
    servers.get(0).append(after);
    for (Role one : Role.values()) {
      new Ledger(postgres, one, List.of(before, after))
          .expectOnce("Redis and PostgreSQL were unavailable for a while", RECOVERY.plus(SOON));
    }
  }

  private static void expectHeard(Uploads server, List<Upload> uploads) {
    Wait.atMost(SOON, () -> server.heard().size() >= uploads.size());
    assertThat(server.heard()).as("what a server has heard, in order").isEqualTo(uploads);
  }
}
