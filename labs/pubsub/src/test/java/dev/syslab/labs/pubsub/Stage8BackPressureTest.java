package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Receipt.FULL;
import static dev.syslab.labs.pubsub.Receipt.STORED;
import static dev.syslab.labs.pubsub.Role.COUNTER;
import static dev.syslab.labs.pubsub.Uploads.BACKLOG;
import static dev.syslab.labs.pubsub.Uploads.PATIENCE;
import static dev.syslab.labs.pubsub.Uploads.PREFETCH;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;
import static dev.syslab.labs.pubsub.Uploads.RETRY_AFTER;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import dev.syslab.subject.Lab;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 8,
    title = "Back-pressure: say no in time",
    points = 25,
    servers = Lab.Uses.RABBITMQ)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage8BackPressureTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final int CLIENTS = 20;

  @Test
  @Hint("backlog")
  void what_waits_is_bounded_and_what_was_accepted_is_done(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Hostile hostile,
      Random random,
      Notes notes)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Role role = samples.role();
    servers.get(0).subscribe(topic, role);
    List<Upload> accepted = new ArrayList<>();
    Plot plot =
        notes.plot(
            Plot.of(
                "Uploads accepted but not done, while the workers are stuck",
                Axis.of("published", "uploads"),
                Axis.of("accepted", "uploads")));
    try (Freeze freeze = new Freeze(postgres, role)) {
      servers.get(0).work(topic, role);
      servers.get(1).work(topic, role);
      for (int call = 0; call < 12; call++) {
        List<Upload> uploads = samples.uploads(250);
        List<Receipt> receipts = servers.get(call % 2).publish(Post.to(topic, uploads));
        assertThat(receipts).as("receipts").isSubsetOf(STORED, FULL);
        accepted.addAll(Post.withReceipt(STORED, uploads, receipts));
        plot.series("accepted").add((call + 1) * 250, accepted.size());
        plot.series("backlog").add((call + 1) * 250, BACKLOG);
      }
      freeze.awaitWorkers(1);
      assertThat(accepted.size())
          .as("accepted of 3,000 while no upload was done. What bounds the queue?")
          .isBetween(BACKLOG, 2 * BACKLOG + 2 * PREFETCH);
    }
    notes.add("%,d of 3,000 were accepted, %,d refused", accepted.size(), 3_000 - accepted.size());

    // What the only subscriber refused is nowhere.
    new Ledger(postgres, role, accepted)
        .expectOnce("workers were stuck, then continued", SOON.plus(SOON));
    Post.stored(servers.get(0), topic, samples.uploads(20));
  }

  @Test
  @Hint("full-and-refused")
  void a_refused_upload_is_not_lost_while_the_queue_is_full(
      @Replicas(2) Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    List<Upload> poison = samples.alone(10);
    Refusals refusals = new Refusals(postgres, COUNTER, poison, Long.MAX_VALUE);
    String stuck = samples.upload().owner();
    postgres.execute("INSERT INTO owner_total VALUES (?, 0, 0)", stuck);
    servers.get(0).subscribe(topic, COUNTER);
    List<Upload> accepted = new ArrayList<>();
    try (Connection judge = postgres.connect()) {
      lock(judge, stuck);
      Post.stored(servers.get(0), topic, poison);
      accepted.addAll(publish(servers.get(0), topic, samples.ofOwner(stuck, 2 * BACKLOG)));
      servers.get(0).work(topic, COUNTER);
      // What the worker takes out leaves room, which is filled again before anything expires.
      Runnable fill =
          () -> accepted.addAll(publish(servers.get(0), topic, samples.ofOwner(stuck, 40)));
      Wait.until(
          "the first attempt of 10 refused uploads",
          SOON.multipliedBy(2),
          () -> {
            fill.run();
            return refusals.attempts() >= 10;
          });
      Instant expired = Instant.now().plus(RETRY_AFTER.multipliedBy(2));
      while (Instant.now().isBefore(expired)) {
        fill.run();
      }
      judge.rollback();
    }

    servers.get(1).work(topic, COUNTER);

    new Ledger(postgres, COUNTER, accepted)
        .expectOnce("a full queue was stuck, then continued", SOON.multipliedBy(2));
    assertThat(new HashSet<>(Post.dead(servers, 0, topic, COUNTER, 10)))
        .as("dead letters; these uploads were refused, and the queue was full while they waited")
        .containsExactlyInAnyOrderElementsOf(poison);
  }

  /** Publishes, and returns what was STORED. */
  private static List<Upload> publish(Uploads server, String topic, List<Upload> uploads) {
    return Post.withReceipt(STORED, uploads, server.publish(Post.to(topic, uploads)));
  }

  private static void lock(Connection judge, String owner) throws SQLException {
    judge.setAutoCommit(false);
    try (PreparedStatement lock =
        judge.prepareStatement("SELECT 1 FROM owner_total WHERE owner = ? FOR UPDATE")) {
      lock.setString(1, owner);
      lock.executeQuery();
    }
  }

  @Test
  @Hint("http-status")
  void a_client_is_told_what_became_of_its_upload(
      Fleet<Uploads> servers, RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    List<String> topics = samples.names(12);
    String full = samples.topic();
    for (String topic : topics) {
      servers.get(0).subscribe(topic, COUNTER);
    }
    servers.get(0).subscribe(full, COUNTER);
    servers.get(0).publish(Post.to(full, samples.uploads(3 * BACKLOG)));
    int port = servers.get(0).serve();
    Web web = new Web(port);
    assertThat(servers.get(0).serve()).as("the port that a second call returns").isEqualTo(port);

    for (String topic : topics) {
      Upload upload = samples.upload();
      expectStatus(202, "POST to “" + topic + "”", web.post(topic, upload));
      assertThat(servers.get(0).pull(topic, COUNTER, 10)).as("stored").containsExactly(upload);
    }
    assertThat(Web.connects("127.0.0.2", port))
        .as("whether it is also served on 127.0.0.2, so perhaps on every address")
        .isFalse();
    expectStatus(
        202,
        "POST of an upload whose content has 100,000 characters",
        web.post(topics.get(0), samples.largest()));
    expectRetryLater(web.post(full, samples.upload()));
    expectStatus(
        404,
        "the status for a topic without a subscriber",
        web.post(samples.topic(), samples.upload()));
    for (Upload bad : samples.outOfBounds()) {
      expectStatus(400, "out of bounds", web.post(topics.get(0), bad));
    }
    for (String text : List.of("", "{", "[]", "null", "{\"id\": 1}", "\"x\"")) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      expectStatus(400, "POST of " + text, web.post(topics.get(0), body));
    }
    servers.get(0).pull(full, COUNTER, 1_000);
    Wait.until(
        "status 202 again once there is room",
        SOON,
        () -> web.post(full, samples.upload()).statusCode() == 202);

    try (Fault silence = servers.replica(0).link(rabbit).blackHole()) {
      List<Upload> uploads = samples.uploads(CLIENTS);
      Instant began = Instant.now();
      web.postAll(topics.get(0), uploads).forEach(Stage8BackPressureTest::expectRetryLater);
      Timing.expectWithin(
          PATIENCE,
          Duration.between(began, Instant.now()),
          "20 clients while the broker was silent");
      silence.awaitEffect(SOON);
    }
    Wait.until(
        "status 202 again after the broker was silent",
        RECOVERY.plus(SOON),
        () -> web.post(topics.get(0), samples.upload()).statusCode() == 202);
  }

  @Test
  @Hint("queues-apart")
  void a_stuck_queue_holds_up_no_other(
      Fleet<Uploads> servers, Postgres postgres, Hostile hostile, Random random) throws Exception {
    Samples samples = new Samples(hostile, random);
    List<String> topics = samples.names(6);
    List<Upload> stuck = samples.alone(5);
    List<Upload> others = samples.alone(20);
    for (String topic : topics) {
      servers.get(0).subscribe(topic, COUNTER);
      servers.get(0).work(topic, COUNTER);
    }
    for (Upload upload : stuck) {
      postgres.execute("INSERT INTO owner_total VALUES (?, 0, 0)", upload.owner());
    }
    try (Connection judge = postgres.connect()) {
      for (int i = 0; i < stuck.size(); i++) {
        lock(judge, stuck.get(i).owner());
        Post.stored(servers.get(0), topics.get(i), stuck.subList(i, i + 1));
      }
      Wait.until(
          "5 queues to be stuck, each on a different owner's row",
          SOON,
          () ->
              postgres.number(
                      "SELECT count(*) FROM pg_stat_activity"
                          + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                  >= 5);

      Post.stored(servers.get(0), topics.get(5), others);

      Wait.until(
          "20 uploads of the sixth queue to be done, while five others are stuck",
          SOON,
          () ->
              postgres.number("SELECT coalesce(sum(uploads), 0) FROM owner_total")
                  == others.size());
      judge.rollback();
    }
    List<Upload> all = new ArrayList<>(stuck);
    all.addAll(others);
    new Ledger(postgres, COUNTER, all).expectOnce("five queues were stuck, then continued", SOON);
  }

  private static void expectStatus(int status, String what, HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("%s; the body is “%s”", what, answer.body())
        .isEqualTo(status);
  }

  private static void expectRetryLater(HttpResponse<String> answer) {
    expectStatus(503, "the status for an upload that cannot be stored now", answer);
    assertThat(answer.headers().firstValue("Retry-After").orElse("absent"))
        .as("Retry-After, which must be whole seconds, at least 1")
        .matches("[1-9][0-9]{0,4}");
  }
}
