package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Uploads.ATTEMPTS;
import static dev.syslab.labs.pubsub.Uploads.PREFETCH;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;
import static dev.syslab.labs.pubsub.Uploads.RETRY_AFTER;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 4,
    title = "Poison: try again, a few times",
    points = 25,
    servers = Lab.Uses.RABBITMQ)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage4PoisonTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final long ALWAYS = Long.MAX_VALUE;
  // A topic may be called like another one's dead letters.
  private static final List<String> ENDINGS =
      List.of(".dead", "-dead", ":dead", ".dlq", "-dlq", ".retry", "-retry", ":retry");

  @Test
  @Hint("attempts")
  void a_refused_upload_is_tried_three_times_and_laid_aside(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    Upload poison = samples.largest();
    Upload upload = samples.upload();
    // The one as often as it is tried, and then the other, twice.
    Refusals refusals = new Refusals(postgres, role, List.of(poison), 2 * ATTEMPTS - 1);
    servers.get(0).subscribe(topic, role);
    servers.get(0).work(topic, role);
    servers.get(1).work(topic, role);

    Post.stored(servers.get(0), topic, List.of(poison));

    assertThat(Post.dead(servers, 1, topic, role, 1)).as("dead letters").containsExactly(poison);
    assertThat(refusals.attempts())
        .as("attempts by two workers together. Where are they counted?")
        .isEqualTo(ATTEMPTS);
    assertThat(refusals.shortestGapMillis())
        .as("milliseconds between two attempts")
        // The clocks of the queue and of the database tick by themselves.
        .isGreaterThanOrEqualTo(RETRY_AFTER.toMillis() - 20);
    Wait.pass(RETRY_AFTER.multipliedBy(2));
    assertThat(refusals.attempts()).as("attempts, some time later").isEqualTo(ATTEMPTS);
    assertThat(servers.get(0).deadLetters(topic, role, 1))
        .as("dead letters, after the only one was taken out")
        .isEmpty();
    new Ledger(postgres, role, List.of()).expectOnce("an upload was refused", SOON);

    refusals.also(role, List.of(upload));
    Post.stored(servers.get(0), topic, List.of(upload));

    new Ledger(postgres, role, List.of(upload))
        .expectOnce("an upload was refused twice, then accepted", SOON, RETRY_AFTER);
    assertThat(refusals.attempts()).as("attempts for two uploads").isEqualTo(2 * ATTEMPTS);
    assertThat(servers.get(0).deadLetters(topic, role, 1)).as("dead letters").isEmpty();
  }

  @Test
  @Hint("others-do-not-wait")
  void other_uploads_do_not_wait_for_refused_ones(
      Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random, Notes notes) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    List<Upload> poison = samples.alone(8 * PREFETCH);
    List<Upload> good = samples.uploads(30);
    Refusals refusals = new Refusals(postgres, role, poison, ALWAYS);
    servers.get(0).subscribe(topic, role);
    Post.stored(servers.get(0), topic, poison);
    Post.stored(servers.get(0), topic, good);

    servers.get(0).work(topic, role);

    new Ledger(postgres, role, good)
        .expectOnce("160 uploads were refused, and 30 behind them were not", SOON.multipliedBy(3));
    long attempts = refusals.attempts();
    notes.add("30 uploads done, after %d refusals of others", attempts);
    // What a worker keeps until its last attempt bars the way: 3 × (160 − 20) attempts come first.
    assertThat(attempts)
        .as(
            "attempts for 160 refused uploads by the time when the 30 behind them were done. Where"
                + " do the refused ones wait?")
        .isLessThan(poison.size() * 5L / 2);
    Set<Upload> dead = new HashSet<>(Post.dead(servers, 0, topic, role, poison.size()));
    assertThat(dead).as("dead letters").containsExactlyInAnyOrderElementsOf(poison);
  }

  @Test
  @Hint("roles-apart")
  void a_refusal_of_one_role_does_not_stop_the_other(
      Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = "films";
    List<Upload> uploads = samples.alone(2);
    Upload twice = uploads.get(1);
    Role refused = samples.role();
    Role other = Role.values()[1 - refused.ordinal()];
    Refusals refusals = new Refusals(postgres, refused, uploads, ALWAYS);
    refusals.also(other, List.of(twice));
    for (Role role : Role.values()) {
      servers.get(0).subscribe(topic, role);
      servers.get(0).work(topic, role);
    }
    Upload apart = samples.upload();
    for (String ending : ENDINGS) {
      servers.get(0).subscribe(topic + ending, refused);
      Post.stored(servers.get(0), topic + ending, List.of(apart));
    }

    Post.stored(servers.get(0), topic, uploads);

    List<Upload> laidAside = new ArrayList<>(Post.dead(servers, 0, topic, refused, 2));
    Wait.pass(RETRY_AFTER.multipliedBy(2));
    laidAside.addAll(servers.get(0).deadLetters(topic, refused, 10));
    assertThat(laidAside)
        .as("dead letters of the role that was refused both uploads")
        .containsExactlyInAnyOrderElementsOf(uploads);
    List<Upload> others = new ArrayList<>(Post.dead(servers, 0, topic, other, 1));
    others.addAll(servers.get(0).deadLetters(topic, other, 10));
    assertThat(others)
        .as("dead letters of the role that was refused one upload")
        .containsExactly(twice);
    assertThat(refusals.attempts())
        .as("attempts; both roles were refused one upload, and one role was refused a second one")
        .isEqualTo(3 * ATTEMPTS);
    new Ledger(postgres, other, uploads.subList(0, 1))
        .expectOnce("the other role was refused an upload", SOON);
    for (String ending : ENDINGS) {
      assertThat(servers.get(0).pull(topic + ending, refused, 10))
          .as("what was published to “%s”, next to “%s”", topic + ending, topic)
          .containsExactly(apart);
    }
  }

  @Test
  @Hint("no-answer-is-no-refusal")
  void a_database_that_does_not_answer_refuses_nothing(
      Fleet<Uploads> servers, Postgres postgres, RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    List<Upload> uploads = samples.alone(10);
    Refusals deaths = Refusals.byDeath(postgres, role, uploads.subList(4, 5), ATTEMPTS + 1);
    servers.get(0).subscribe(topic, role);
    servers.get(0).work(topic, role);

    Post.stored(servers.get(0), topic, uploads);

    new Ledger(postgres, role, uploads)
        .expectOnce(
            "PostgreSQL ended the connection before it answered, four times", RECOVERY.plus(SOON));
    assertThat(deaths.attempts())
        .as("attempts, the last of which succeeded")
        .isEqualTo(ATTEMPTS + 2);
    assertThat(servers.get(0).deadLetters(topic, role, 10)).as("dead letters").isEmpty();
    try (Fault silence = servers.replica(0).link(rabbit).blackHole()) {
      Calls.unavailable(servers, silence, server -> server.deadLetters(topic, role, 10));
    }
  }

  @Test
  @Hint("move-then-ack")
  void a_refused_upload_is_not_lost_with_its_worker(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      RabbitMq rabbit,
      Hostile hostile,
      Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    Upload poison = samples.traceable();
    Refusals refusals = new Refusals(postgres, role, List.of(poison), ALWAYS);
    servers.get(0).subscribe(topic, role);
    servers.get(0).work(topic, role);
    Post.stored(servers.get(1), topic, List.of(poison));
    Wait.until("the first attempt", SOON, () -> refusals.attempts() > 0);
    Wait.pass(RETRY_AFTER.dividedBy(2));
    // If the worker itself carries the upload on, it stops there; RabbitMQ may do it without.
    Hold carried =
        servers.replica(0).link(rabbit).holdAt(poison.id(), Direction.TO_SERVER).ifReached();
    Wait.until("the second attempt", SOON, () -> refusals.attempts() > 1 || carried.tookEffect());
    carried.held(RETRY_AFTER);
    Fault death = servers.replica(0).kill();
    death.awaitEffect(SOON);

    servers.get(1).work(topic, role);

    assertThat(Post.dead(servers, 1, topic, role, 1)).as("dead letters").contains(poison);
    assertThat(refusals.attempts())
        .as(
            "attempts, of which the one whose worker was killed may be repeated. Where are the"
                + " others counted?")
        .isLessThanOrEqualTo(ATTEMPTS + 1);
  }

  @Test
  @Hint("durable")
  void refused_uploads_survive_a_killed_broker(
      Fleet<Uploads> servers,
      Postgres postgres,
      @Own RabbitMq rabbit,
      Hostile hostile,
      Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    List<Upload> poison = samples.alone(10);
    Refusals refusals = new Refusals(postgres, role, poison, ALWAYS);
    servers.get(0).subscribe(topic, role);
    Post.stored(servers.get(0), topic, poison.subList(0, 5));
    servers.get(0).work(topic, role);
    Wait.until("15 attempts", SOON.multipliedBy(2), () -> refusals.attempts() >= 15);
    Post.stored(servers.get(0), topic, poison.subList(5, 10));
    Wait.until("5 more attempts", SOON, () -> refusals.attempts() >= 20);
    // Five are among the dead letters or on their way, five wait for their second attempt.
    try (Fault death = rabbit.kill()) {
      death.awaitEffect(SOON);
    }

    Set<Upload> dead = new HashSet<>();
    Wait.until(
        "all 10 refused uploads to be among the dead letters after RabbitMQ was killed",
        RECOVERY.plus(SOON.multipliedBy(4)),
        () -> {
          Attempt<List<Upload>> look =
              servers.attempt(server -> server.deadLetters(topic, role, 100));
          if (look.acknowledged()) {
            dead.addAll(look.get());
          }
          return dead.size() >= 10;
        });
    assertThat(dead).containsExactlyInAnyOrderElementsOf(poison);
  }
}
