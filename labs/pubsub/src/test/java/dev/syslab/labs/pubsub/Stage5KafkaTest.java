package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Role.COUNTER;
import static dev.syslab.labs.pubsub.Role.INDEXER;
import static dev.syslab.labs.pubsub.Uploads.MOST_BUSY;
import static dev.syslab.labs.pubsub.Uploads.PATIENCE;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;
import static dev.syslab.labs.pubsub.Uploads.SESSION;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 5,
    title = "Kafka: written once, read by many",
    points = 25,
    servers = Lab.Uses.KAFKA)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage5KafkaTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String TOPIC = "films";

  @Test
  @Hint("key-and-group")
  void both_roles_act_once_on_all_that_was_sent_owner_by_owner_in_order(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Kafka kafka,
      Hostile hostile,
      Random random,
      Notes notes) {
    Samples samples = new Samples(hostile, random);
    new Log(kafka, TOPIC);
    List<Upload> uploads = new ArrayList<>(samples.uploads(200));
    uploads.add(samples.largest());
    servers.get(0).send(TOPIC, uploads.subList(0, 100));
    servers.get(1).send(TOPIC, uploads.subList(100, 201));

    for (Role role : Role.values()) {
      servers.get(0).follow(TOPIC, role);
      servers.get(1).follow(TOPIC, role);
    }

    for (Role role : Role.values()) {
      new Ledger(postgres, role, uploads)
          .expectOnce("201 uploads were sent, then two servers followed", SOON.multipliedBy(2));
    }
    Order.expectOrder(postgres, uploads);
    notes.add(
        "%d partitions: with more than %1$d followers, some have nothing to do", Log.PARTITIONS);
  }

  @Test
  @Hint("commit-after-effect")
  void what_a_killed_follower_has_not_finished_another_does(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Kafka kafka,
      Hostile hostile,
      Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    new Log(kafka, TOPIC);
    List<Upload> uploads = samples.uploads(60);
    servers.get(0).send(TOPIC, uploads);
    try (Freeze freeze = new Freeze(postgres, INDEXER)) {
      servers.get(0).follow(TOPIC, INDEXER);
      freeze.awaitWorkers(1);
      Fault death = servers.replica(0).kill();
      death.awaitEffect(SOON);
    }

    servers.get(1).follow(TOPIC, INDEXER);

    new Ledger(postgres, INDEXER, uploads)
        .expectOnce("a follower was killed before its effect", SESSION.plus(SOON));
    Order.expectOrder(postgres, uploads);
  }

  @Test
  @Hint("busy-for-too-long")
  void a_follower_that_was_busy_for_too_long_follows_again(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Kafka kafka,
      Hostile hostile,
      Random random,
      Notes notes)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    new Log(kafka, TOPIC);
    List<Upload> uploads = new ArrayList<>(samples.uploads(60));
    servers.get(0).send(TOPIC, uploads);
    try (Freeze freeze = new Freeze(postgres, INDEXER)) {
      servers.get(0).follow(TOPIC, INDEXER);
      freeze.awaitWorkers(1);
      Wait.pass(MOST_BUSY.plus(SESSION));
      servers.get(1).follow(TOPIC, INDEXER);
      // It has got the partitions of the one that polls no more.
      freeze.awaitWorkers(2);
    }
    new Ledger(postgres, INDEXER, uploads)
        .expectOnce("a follower was held up, and another one took over", RECOVERY.plus(SOON));
    Fault death = servers.replica(1).kill();
    death.awaitEffect(SOON);

    List<Upload> more = samples.uploads(30);
    servers.get(0).send(TOPIC, more);

    uploads.addAll(more);
    new Ledger(postgres, INDEXER, uploads)
        .expectOnce("the follower that was held up is alone again", RECOVERY.plus(SOON));
    Order.expectOrder(postgres, uploads);
    notes.add(
        "removed from the group after %d s without a poll, then back in it", MOST_BUSY.toSeconds());
  }

  @Test
  @Hint("unknown-topic")
  void a_topic_that_does_not_exist_is_not_made(
      Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) throws Exception {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, TOPIC);
    // Of one owner, so that none is overtaken by the last.
    List<Upload> uploads = samples.ofOwner("owner", 3);

    assertThat(Calls.attempt(servers, server -> server.send("no-such", uploads)))
        .failedWith(UnknownTopicException.class)
        .endedWithin(PATIENCE);
    for (String name : List.of("", "a".repeat(41), "Films", "a_b", "a.b", "../a", "é")) {
      Calls.outOfBounds(
          servers, "a topic called “" + name + "”", server -> server.send(name, uploads));
    }
    for (Upload bad : samples.outOfBounds()) {
      Calls.outOfBounds(
          servers,
          "an invalid upload after a valid one",
          server -> server.send(TOPIC, List.of(uploads.get(0), bad)));
    }
    servers.get(0).send(TOPIC, uploads.subList(1, 3));

    assertThat(kafka.admin().listTopics().names().get())
        .filteredOn(name -> name.startsWith(kafka.prefix()))
        .as("topics, one of which the judge has created")
        .containsExactly(kafka.prefix() + TOPIC);
    assertThat(log.uploads(TOPIC))
        .as("what is in the topic after refused calls and one valid call")
        .isEqualTo(uploads.subList(1, 3));
  }

  @Test
  @Hint("silent-kafka")
  void a_silent_kafka_delays_a_sender_by_its_patience_and_followers_go_on_afterwards(
      Fleet<Uploads> servers, Postgres postgres, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, TOPIC);
    List<Upload> uploads = new ArrayList<>(samples.uploads(5));
    servers.get(0).follow(TOPIC, INDEXER);
    servers.get(0).send(TOPIC, uploads);
    new Ledger(postgres, INDEXER, uploads).expectOnce("5 uploads were sent", SOON);
    Upload lost = samples.traceable();
    // Its effect takes PostgreSQL three attempts, of which it answers the last.
    Refusals.byDeath(postgres, INDEXER, List.of(lost), 2);
    // Only the record is held back: whatever else a client asks is answered.
    try (Hold record = servers.replica(0).link(kafka).holdAt(lost.id(), Direction.TO_SERVER)) {
      Attempt<Boolean> attempt =
          Calls.attempt(servers, server -> server.send(TOPIC, List.of(lost)));
      record.awaitEffect(SOON);
      assertThat(attempt).endedWithin(PATIENCE);
      assertThat(attempt.acknowledged() && !log.uploads(TOPIC).contains(lost))
          .as("whether send returned although the upload is not in Kafka")
          .isFalse();
    }
    try (Fault silence = servers.replica(0).link(kafka).blackHole()) {
      assertThat(Calls.attempt(servers, server -> server.follow(TOPIC, COUNTER)))
          .as("a follower was started while Kafka was silent")
          .isAcknowledged();
      Calls.unavailable(servers, silence, server -> server.send(TOPIC, List.of(lost)));
    }

    Wait.until(
        "an upload to be sent after Kafka has come back",
        RECOVERY.plus(SOON),
        () -> Calls.attempt(servers, server -> server.send(TOPIC, List.of(lost))).acknowledged());
    uploads.add(lost);
    for (Role role : Role.values()) {
      new Ledger(postgres, role, uploads)
          .expectOnce("Kafka was silent, and PostgreSQL ended connections", RECOVERY.plus(SOON));
    }
  }
}
