package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Uploads.CLAIM_AFTER;
import static dev.syslab.labs.pubsub.Uploads.PATIENCE;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
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

    for (Upload upload : uploads) {
      assertThat(servers.get(2).broadcast(upload)).as("servers that listen").isEqualTo(2);
    }
    servers.get(2).listen();

    for (int i : List.of(0, 1)) {
      expectHeard(servers.get(i), uploads);
    }
    assertThat(servers.get(2).heard())
        .as("what a server heard that began to listen after the broadcasts")
        .isEmpty();
    for (Upload bad : samples.outOfBounds()) {
      assertThat(servers.attempt(server -> server.broadcast(bad)))
          .failedWith(IllegalArgumentException.class);
      assertThat(
              servers.attempt(
                  server -> {
                    server.append(bad);
                    return null;
                  }))
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(redis.keys())
        .as("what Redis keeps of a broadcast; is this a list, a stream, a key?")
        .isEmpty();
    notes.add("a late listener has heard 0 of %d: Redis forgets what it has told", uploads.size());
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
        Wait.conclusively("the cut", SOON, () -> servers.get(1).broadcast(upload) == 0);
      }
    }

    Upload last = samples.upload();
    Wait.until(
        "the server to listen again (it listened before its connection was lost)",
        RECOVERY.plus(SOON),
        () -> servers.get(1).broadcast(last) == 1);
    Wait.until("the broadcast to be heard", SOON, () -> servers.get(0).heard().contains(last));
    notes.add("%d broadcasts without a listener: nobody will ever hear them", missed);
  }

  @Test
  @Hint("stream-group")
  void both_roles_act_once_on_what_was_appended_before_they_began(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    List<Upload> uploads = new ArrayList<>(samples.uploads(300));
    uploads.add(samples.largest());
    append(servers, uploads);

    for (Role role : Role.values()) {
      servers.get(0).workOnStream(role);
      servers.get(1).workOnStream(role);
    }
    Upload late = samples.upload();
    servers.get(1).append(late);

    uploads.add(late);
    for (Role role : Role.values()) {
      new Ledger(postgres, role, uploads)
          .expectOnce("300 uploads were appended, then both servers began to work", SOON);
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
    append(servers, uploads.subList(0, 1));
    new Ledger(postgres, role, uploads.subList(0, 1)).expectOnce("one upload was appended", SOON);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).workOnStream(role);
      append(servers, uploads.subList(1, 120));
      freeze.awaitWorkers(2);
      Fault death = servers.replica(0).kill();
      death.awaitEffect(SOON);
    }

    new Ledger(postgres, role, uploads)
        .expectOnce("a worker was killed before it had finished", CLAIM_AFTER.plus(SOON));
  }

  @Test
  @Hint("pending")
  void what_a_worker_has_not_finished_its_next_start_does(
      Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) throws Exception {
    Samples samples = new Samples(hostile, random);
    List<Upload> uploads = samples.uploads(250);
    Role role = samples.role();
    append(servers, uploads);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).workOnStream(role);
      freeze.awaitWorkers(1);
      try (Fault death = servers.replica(0).kill()) {
        death.awaitEffect(SOON);
      }
    }

    servers.get(0).workOnStream(role);

    new Ledger(postgres, role, uploads)
        .expectOnce("the only worker was killed, and started again", CLAIM_AFTER.plus(SOON));
  }

  @Test
  @Hint("deleted-entry")
  void an_entry_that_was_deleted_holds_nobody_up(
      Fleet<Uploads> servers, Postgres postgres, Redis redis, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    List<Upload> uploads = samples.uploads(30);
    Role role = samples.role();
    append(servers, uploads);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).workOnStream(role);
      freeze.awaitWorkers(1);
      deleteOldest(redis, 3);
      try (Fault death = servers.replica(0).kill()) {
        death.awaitEffect(SOON);
      }
    }

    servers.get(0).workOnStream(role);

    Ledger all = new Ledger(postgres, role, uploads);
    Wait.until(
        "27 of 30 uploads to be done: a worker died that had begun all of them, and 3 were deleted",
        CLAIM_AFTER.plus(SOON),
        () -> all.done() >= 27);
  }

  @Test
  @Hint("silent-servers")
  void silent_servers_hold_callers_up_for_their_patience_only_and_workers_go_on_afterwards(
      Fleet<Uploads> servers, Postgres postgres, Redis redis, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Role role = samples.role();
    servers.get(0).workOnStream(role);
    Upload before = samples.upload();
    servers.get(0).append(before);
    new Ledger(postgres, role, List.of(before)).expectOnce("one upload was appended", SOON);

    try (Fault silence = servers.replica(0).link(redis).blackHole()) {
      Attempt<Void> attempt =
          servers.attempt(
              server -> {
                server.append(samples.upload());
                return null;
              });
      assertThat(attempt)
          .during(silence)
          .failedWith(UnavailableException.class)
          .endedWithin(PATIENCE);
    }
    try (Fault away = servers.replica(0).link(redis).cut();
        Fault down = servers.replica(0).link(postgres).cut()) {
      away.awaitEffect(SOON);
      assertThat(servers.attempt(server -> server.broadcast(samples.upload())))
          .failedWith(UnavailableException.class);
      down.tookEffect();
    }

    Upload after = samples.upload();
    append(servers, List.of(after));
    new Ledger(postgres, role, List.of(before, after))
        .expectOnce("Redis and PostgreSQL were away for a while", RECOVERY.plus(SOON));
  }

  private static void expectHeard(Uploads server, List<Upload> uploads) {
    Wait.atMost(SOON, () -> server.heard().size() >= uploads.size());
    assertThat(server.heard()).as("what a server has heard, in order").isEqualTo(uploads);
  }

  private static void append(Fleet<Uploads> servers, List<Upload> uploads) {
    AtomicInteger next = new AtomicInteger();
    History<Object> appended =
        servers.concurrently(
            uploads.size(),
            server -> {
              server.append(uploads.get(next.getAndIncrement()));
              return null;
            });
    assertThat(appended).acknowledgedAll();
  }

  /** Deletes the oldest entries of every stream, whatever it is called. */
  private static void deleteOldest(Redis redis, int count) {
    for (String key : redis.keys()) {
      if (redis.client().type(key).equals("stream")) {
        redis
            .client()
            .xrange(key, "-", "+", count)
            .forEach(entry -> redis.client().xdel(key, entry.getID()));
      }
    }
  }
}
