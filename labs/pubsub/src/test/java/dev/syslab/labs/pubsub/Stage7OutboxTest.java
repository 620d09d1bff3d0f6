package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Uploads.RECOVERY;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 7, title = "The outbox: saved, so announced", points = 25, servers = Lab.Uses.KAFKA)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage7OutboxTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String TOPIC = "films";
  private static final long GATE = 4712;
  private static final int TRIES = 3;

  @Test
  @Hint("outbox")
  void what_was_saved_is_sent_once_and_what_was_not_is_never_sent(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Kafka kafka,
      Hostile hostile,
      Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, TOPIC);
    refuseAtCommit(postgres);
    List<Upload> uploads = new ArrayList<>(samples.uploads(80));
    uploads.add(samples.largest());

    for (int i = 0; i < uploads.size(); i++) {
      if (i == 40) {
        moveTheOldestRows(postgres);
        servers.get(0).relay(TOPIC);
        servers.get(1).relay(TOPIC);
      }
      Upload upload = uploads.get(i);
      servers.get(i % 2).save(upload);
      if (i % 20 == 0) {
        // Checked at the COMMIT, and not before.
        Upload refused = new Upload("refused " + i, upload.owner(), "", 1);
        expectRefused(servers, refused);
        // The id is taken.
        expectRefused(servers, new Upload(upload.id(), upload.owner(), "again", 1));
      }
    }
    for (Upload bad : samples.outOfBounds()) {
      assertThat(servers.attempt(server -> save(server, bad)))
          .failedWith(IllegalArgumentException.class);
    }

    Wait.atMost(SOON, () -> log.uploads(TOPIC).size() >= uploads.size());
    // A relay that sends twice does so within a round or two.
    Wait.pass(Duration.ofSeconds(1));
    List<Upload> sent = log.uploads(TOPIC);
    assertThat(sent)
        .as("what is in the topic; 81 uploads were saved, and others were refused")
        .containsExactlyInAnyOrderElementsOf(uploads);
    Order.expectOrder(uploads, sent, "what is in the topic");
    assertThat(postgres.number("SELECT count(*) FROM upload")).as("rows").isEqualTo(81);
  }

  @Test
  @Hint("mark-after-confirm")
  void what_was_saved_is_sent_though_kafka_was_away_and_its_relay_was_killed(
      @Replicas(2) Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, TOPIC);
    servers.get(0).relay(TOPIC);
    List<Upload> uploads = samples.uploads(20);
    servers.get(0).save(uploads.get(0));
    Wait.until("the first upload to be sent", SOON, () -> log.uploads(TOPIC).size() == 1);

    try (Fault cut = servers.replica(0).link(kafka).cut()) {
      for (Upload upload : uploads.subList(1, 20)) {
        Attempt<Boolean> saved = servers.attempt(server -> save(server, upload));
        assertThat(saved).isAcknowledged().during(cut);
      }
      cut.awaitEffect(SOON);
    }

    Wait.until(
        "20 uploads to be sent after Kafka was unavailable",
        RECOVERY.plus(SOON),
        () -> log.uploads(TOPIC).containsAll(uploads));
    Upload upload = samples.traceable();
    Hold sending = servers.replica(0).link(kafka).holdAt(upload.id(), Direction.TO_SERVER);

    servers.get(1).save(upload);
    sending.awaitEffect(SOON);
    // Long enough for a relay that does not wait for Kafka to mark the row.
    Wait.pass(Duration.ofMillis(500));
    Fault death = servers.replica(0).kill();
    death.awaitEffect(SOON);
    // What is held stays held: it died with its sender.
    servers.get(1).relay(TOPIC);

    Wait.until(
        "an upload to be sent whose first relay was killed while the upload was on its way to Kafka",
        RECOVERY.plus(SOON),
        () -> log.uploads(TOPIC).contains(upload));
  }

  @Test
  @Hint("late-commit")
  void a_save_that_commits_late_is_sent_too(
      @Replicas(2) Fleet<Uploads> servers,
      Postgres postgres,
      Kafka kafka,
      Hostile hostile,
      Random random)
      throws SQLException {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, TOPIC);
    postgres.script(
        """
        CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN
            IF NEW.content = 'late' THEN PERFORM pg_advisory_xact_lock_shared(%1$d); END IF;
            RETURN NULL;
          END $$;
        CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON upload
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
        """
            .formatted(GATE));
    servers.get(1).relay(TOPIC);
    Upload late = new Upload("late-1", "owner", "late", 1);
    Attempt<Boolean> slow = overtaken(late, samples.uploads(3), servers, postgres, log);
    for (int i = 2; i <= TRIES && !slow.acknowledged(); i++) {
      // On a busy machine, a call may end before the others have been sent.
      late = new Upload("late-" + i, "owner", "late", 1);
      slow = overtaken(late, samples.uploads(1), servers, postgres, log);
    }
    assertThat(slow).isAcknowledged();

    Upload last = late;
    Wait.until(
        "the upload that was written first and committed last to be sent (where does a relay"
            + " continue?)",
        SOON,
        () -> log.uploads(TOPIC).contains(last));
  }

  /** Saves an upload whose transaction commits after those of others, which are sent before. */
  private static Attempt<Boolean> overtaken(
      Upload late, List<Upload> others, Fleet<Uploads> servers, Postgres postgres, Log log)
      throws SQLException {
    Ongoing<Boolean> slow;
    try (Connection keeper = postgres.connect();
        Statement statement = keeper.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + GATE + ")");
      slow = servers.begin(0, server -> save(server, late));
      Wait.until(
          "the save to reach its COMMIT",
          SOON,
          () ->
              postgres.number(
                      "SELECT count(*) FROM pg_stat_activity"
                          + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                  > 0);
      others.forEach(upload -> servers.get(1).save(upload));
      Wait.until("the others to be sent", SOON, () -> log.uploads(TOPIC).containsAll(others));
    }
    return slow.await(SOON);
  }

  @Test
  @Hint("one-relay-at-a-time")
  void two_relays_keep_an_owners_order(
      @Replicas(2) Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, TOPIC);
    Upload first = samples.traceable();
    Upload second = new Upload(samples.topic(), first.owner(), "the second", 2);
    Upload warm = samples.upload();
    servers.get(0).relay(TOPIC);
    servers.get(1).relay(TOPIC);
    servers.get(1).save(warm);
    Wait.until("an upload to be sent", SOON, () -> log.uploads(TOPIC).contains(warm));
    // Whichever of the two relays has the first upload stands still before it.
    Hold one = servers.replica(0).link(kafka).holdAt(first.id(), Direction.TO_SERVER).ifReached();
    Hold other = servers.replica(1).link(kafka).holdAt(first.id(), Direction.TO_SERVER).ifReached();
    servers.get(1).save(first);
    Wait.until(
        "a relay to send the first upload", SOON, () -> one.tookEffect() || other.tookEffect());

    servers.get(1).save(second);
    // The other relay may wait for the first, or send both; it may not send the second alone.
    Wait.atMost(Duration.ofSeconds(3), () -> log.uploads(TOPIC).contains(second));
    one.release();
    other.release();

    Wait.until(
        "both uploads to be sent",
        RECOVERY.plus(SOON),
        () -> log.uploads(TOPIC).containsAll(List.of(first, second)));
    Order.expectOrder(
        List.of(warm, first, second),
        log.uploads(TOPIC),
        "what is in the topic after two relays have sent");
  }

  private static boolean save(Uploads server, Upload upload) {
    server.save(upload);
    return true;
  }

  private static void expectRefused(Fleet<Uploads> servers, Upload upload) {
    assertThat(servers.attempt(server -> save(server, upload)))
        .as("saved: “%s”, which PostgreSQL refuses", upload.id())
        .failedWith(RefusedException.class);
  }

  /** PostgreSQL writes a row that is changed anew, behind the others. */
  private static void moveTheOldestRows(Postgres postgres) {
    postgres.script(
        """
        UPDATE upload SET bytes = bytes WHERE id IN (SELECT upload_id FROM outbox
          WHERE position <= (SELECT avg(position) FROM outbox));
        UPDATE outbox SET sent = sent WHERE position <= (SELECT avg(position) FROM outbox);
        """);
  }

  private static void refuseAtCommit(Postgres postgres) {
    postgres.script(
        """
        CREATE FUNCTION refuse_late() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN
            IF NEW.id LIKE 'refused %' THEN RAISE EXCEPTION 'refused at the COMMIT'; END IF;
            RETURN NULL;
          END $$;
        CREATE CONSTRAINT TRIGGER refuse_late AFTER INSERT ON upload
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_late();
        """);
  }
}
