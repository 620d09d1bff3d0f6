package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Uploads.PREFETCH;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 3,
    title = "Acknowledge after the effect, act once",
    points = 25,
    servers = Lab.Uses.RABBITMQ)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage3EffectOnceTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  // A second effect would come with the next delivery, which is at once.
  private static final Duration CALM = Duration.ofMillis(500);

  @Test
  @Hint("work")
  void both_roles_act_once_on_what_waits_and_on_what_comes(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    for (Role role : Role.values()) {
      servers.get(0).subscribe(topic, role);
    }
    List<Upload> uploads = new ArrayList<>(samples.uploads(150));
    uploads.add(samples.largest());
    Post.stored(servers.get(0), topic, uploads);
    for (Role role : Role.values()) {
      servers.get(0).work(topic, role);
      servers.get(1).work(topic, role);
    }
    List<Upload> more = samples.uploads(50);
    Post.stored(servers.get(1), topic, more);
    // A publisher that was not told tries again: the same uploads, once more, in another order.
    List<Upload> again = new ArrayList<>(more);
    Collections.shuffle(again, random);
    Post.stored(servers.get(0), topic, again);

    uploads.addAll(more);
    for (Role role : Role.values()) {
      new Ledger(postgres, role, uploads)
          .expectOnce("201 uploads were published, 50 of them twice", SOON.multipliedBy(2));
    }
  }

  @Test
  @Hint("ack-after-effect")
  void what_a_killed_worker_has_not_finished_another_worker_does(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    servers.get(0).subscribe(topic, role);
    List<Upload> uploads = samples.uploads(15);
    Post.stored(servers.get(0), topic, uploads);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).work(topic, role);
      freeze.awaitWorkers(1);
      Fault death = servers.replica(0).kill();
      death.awaitEffect(SOON);
    }

    servers.get(1).work(topic, role);

    new Ledger(postgres, role, uploads)
        .expectOnce("a worker was killed before its effect was committed", SOON);
  }

  @Test
  @Hint("idempotent-effect")
  void an_effect_is_not_repeated_when_its_worker_is_killed_before_the_ack(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    servers.get(0).subscribe(topic, role);
    List<Upload> uploads = samples.uploads(2);
    Post.stored(servers.get(0), topic, uploads);
    Hold committed = servers.replica(0).link(postgres).holdAt("COMMIT", Direction.FROM_SERVER);
    servers.get(0).work(topic, role);
    committed.awaitEffect(SOON);
    Fault death = servers.replica(0).kill();
    death.awaitEffect(SOON);

    servers.get(1).work(topic, role);

    new Ledger(postgres, role, uploads)
        .expectOnce("a worker was killed after its COMMIT, before it acknowledged", SOON, CALM);
  }

  @Test
  @Hint("one-transaction")
  void two_workers_with_the_same_upload_act_once_together(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    Upload upload = samples.upload();
    servers.get(0).subscribe(topic, role);
    servers.get(0).work(topic, role);
    try (Freeze freeze = new Freeze(postgres, role)) {
      Post.stored(servers.get(0), topic, List.of(upload));
      freeze.awaitWorkers(1);
      servers.get(1).work(topic, role);
      // PREFETCH may keep some of them with the first worker, not all.
      Post.stored(servers.get(0), topic, Collections.nCopies(2 * PREFETCH, upload));
      freeze.awaitWorkers(2);
    }

    Upload next = samples.upload();
    Post.stored(servers.get(1), topic, List.of(next));
    new Ledger(postgres, role, List.of(upload, next))
        .expectOnce("two workers had the same upload at the same time", SOON, CALM);
  }

  @Test
  @Hint("connection-lost")
  void a_worker_whose_connection_is_lost_before_the_ack_goes_on(
      Fleet<Uploads> servers, Postgres postgres, RabbitMq rabbit, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    Role other = Role.values()[1 - role.ordinal()];
    servers.get(0).subscribe(topic, role);
    servers.get(0).subscribe(topic, other);
    List<Upload> uploads = new ArrayList<>(samples.uploads(30));
    Upload last = samples.upload();
    // Its effect takes PostgreSQL three attempts, of which it answers the last.
    Refusals.byDeath(postgres, role, List.of(last), 2);
    Post.stored(servers.get(0), topic, uploads);
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).work(topic, role);
      freeze.awaitWorkers(1);
      try (Fault cut = servers.replica(0).link(rabbit).cut()) {
        assertThat(Calls.attempt(servers, server -> server.work(topic, other)))
            .as("a worker was started while RabbitMQ was unavailable")
            .isAcknowledged();
        cut.awaitEffect(SOON);
      }
    }

    Post.untilStored(servers, 0, topic, last);
    uploads.add(last);
    for (Role one : Role.values()) {
      new Ledger(postgres, one, uploads)
          .expectOnce(
              "connections were lost, to RabbitMQ and to PostgreSQL, while effects were in progress",
              RECOVERY.plus(SOON));
    }
  }

  @Test
  @Hint("prefetch")
  void a_stuck_worker_keeps_a_few_uploads_from_the_others(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Hostile hostile,
      Random random,
      Notes notes) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    servers.get(0).subscribe(topic, role);
    // Each of another owner: no effect waits for another one's row.
    List<Upload> uploads = samples.alone(5 * PREFETCH);
    Post.stored(servers.get(0), topic, uploads);
    Ledger ledger = new Ledger(postgres, role, uploads);
    try (Fault stuck = servers.replica(0).link(postgres).cut()) {
      servers.get(0).work(topic, role);
      // A server that works already goes on as it did.
      servers.get(0).work(topic, role);
      stuck.awaitEffect(SOON);
      Wait.pass(CALM);

      servers.get(1).work(topic, role);

      Wait.until(
          "the other server to act on 80 of 100 uploads while one server is stuck and may hold 20"
              + " (does that one hold the rest in its memory?)",
          SOON.multipliedBy(2),
          () -> ledger.done() >= 4 * PREFETCH);
      notes.add("the stuck worker holds %d of 100 uploads", 100 - ledger.done());
    }
    ledger.expectOnce("a worker was paused, then resumed", RECOVERY.plus(SOON));
  }
}
