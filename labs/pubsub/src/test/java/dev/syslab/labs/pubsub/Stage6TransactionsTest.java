package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Uploads.SESSION;
import static dev.syslab.labs.pubsub.Uploads.TRANSACTION;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 6,
    title = "Read, process, write: in one transaction",
    points = 25,
    servers = Lab.Uses.KAFKA)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(240)
class Stage6TransactionsTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  // A transaction that a dead server left open hides what comes after it until it is aborted.
  private static final Duration RESOLVED = TRANSACTION.plus(SESSION).plus(SOON);
  private static final Duration DELAY = Duration.ofMillis(500);
  // Longer: a server that is stopped after it has sent its position keeps the other one waiting.
  private static final Duration LONG_DELAY = Duration.ofMillis(1_000);
  private static final Duration MOST = Duration.ofMillis(1_400);
  private static final int STOPS = 4;
  private static final String FROM = "films";
  private static final String TO = "jobs";
  private static final String OTHER = "more-jobs";
  private static final int RETRIES = 1;

  @Test
  @Hint("transaction")
  void every_upload_gives_both_jobs_once_and_an_aborted_one_none(
      @Replicas(2) Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, FROM, TO, OTHER);
    List<Upload> uploads = new ArrayList<>(samples.uploads(60));
    log.send(FROM, uploads.subList(0, 30));
    log.abort(FROM, samples.uploads(20));
    log.send(FROM, uploads.subList(30, 60));

    servers.get(0).makeJobs(FROM, TO);
    servers.get(1).makeJobs(FROM, TO);
    // The same uploads, for somebody else.
    servers.get(0).makeJobs(FROM, OTHER);

    String sent = "60 uploads were sent, and 20 in a transaction that was aborted";
    expectJobs(log, TO, uploads, sent);
    expectJobs(log, OTHER, uploads, sent);
    Map<String, String> owners =
        uploads.stream().collect(Collectors.toMap(upload -> "small " + upload.id(), Upload::owner));
    kafka.records(TO, true).stream()
        .filter(record -> record.value().startsWith("small "))
        .forEach(
            record ->
                assertThat(record.key())
                    .as("the key of the job “%s”: its owner", record.value())
                    .isEqualTo(owners.get(record.value())));
  }

  @Test
  @Hint("offsets-too")
  void jobs_are_not_made_twice_when_a_server_is_killed_before_its_commit(
      Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, FROM, TO);
    List<Upload> uploads = new ArrayList<>(List.of(samples.upload()));
    log.send(FROM, uploads);
    servers.get(0).makeJobs(FROM, TO);
    expectJobs(log, uploads, "one upload was sent");

    // Its next start ends what it has left open; otherwise Kafka does, after TRANSACTION.
    stopBeforeCommit(servers, kafka, log, samples, uploads, DELAY, true).close();
    servers.get(0).makeJobs(FROM, TO);

    Upload last = samples.upload();
    log.send(FROM, List.of(last));
    uploads.add(last);
    expectJobs(log, uploads, "a server was killed after it had written jobs, before their commit");
  }

  @Test
  @Hint("transactional-id")
  void two_servers_share_the_work_and_one_is_enough(
      @Replicas(2) Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, FROM, TO);
    List<Upload> uploads = new ArrayList<>();
    servers.get(0).makeJobs(FROM, TO);
    send(log, samples, uploads);
    expectJobs(log, uploads, "one server made jobs of 50 uploads");
    servers.get(1).makeJobs(FROM, TO);
    log.awaitMembers(2);
    send(log, samples, uploads);
    expectJobs(log, uploads, "a second server joined it");

    Fault death = servers.replica(1).kill();
    death.awaitEffect(SOON);
    send(log, samples, uploads);

    expectJobs(log, uploads, "the second server was killed");
  }

  private static void send(Log log, Samples samples, List<Upload> uploads) {
    for (int i = 0; i < 5; i++) {
      List<Upload> some = samples.uploads(10);
      uploads.addAll(some);
      log.send(FROM, some);
    }
  }

  @Test
  @Hint("zombie")
  void a_server_that_was_taken_for_dead_cannot_commit(
      @Replicas(2) Fleet<Uploads> servers, Kafka kafka, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    Log log = new Log(kafka, FROM, TO);
    List<Upload> uploads = new ArrayList<>(List.of(samples.upload()));
    log.send(FROM, uploads);
    servers.get(0).makeJobs(FROM, TO);
    expectJobs(log, uploads, "one upload was sent");
    Shown shown = zombieGoesOn(servers, kafka, log, samples, uploads, LONG_DELAY);
    for (int left = RETRIES; shown != Shown.ZOMBIE && left > 0; left--) {
      // Begun again, it makes no jobs: the first server has all partitions to itself.
      servers.replica(1).kill().close();
      // Slowed down while it starts again, it would start again and again.
      send(log, samples, uploads);
      expectJobs(log, uploads, "the second server was killed");
      shown = zombieGoesOn(servers, kafka, log, samples, uploads, MOST);
    }
    if (shown == Shown.ABORTED) {
      throw new Inconclusive("Kafka ended the transaction of the server that was paused");
    }
  }

  /** What the judge got to see: a zombie, a successor that had to wait, or nothing. */
  private enum Shown {
    ZOMBIE,
    WAITED,
    ABORTED
  }

  /**
   * Lets the first server stand still before its commit until the second has taken over.
   *
   * @return ABORTED if Kafka had ended its transaction by itself by then
   */
  private static Shown zombieGoesOn(
      Fleet<Uploads> servers,
      Kafka kafka,
      Log log,
      Samples samples,
      List<Upload> uploads,
      Duration delay) {
    Fault pause = stopBeforeCommit(servers, kafka, log, samples, uploads, delay, false);
    Set<String> left = log.openTransactions();
    long before = log.length(TO);
    servers.get(1).makeJobs(FROM, TO);
    // The other one makes the same jobs. If the first has sent its position, it must wait instead.
    boolean taken = Wait.atMost(SESSION.plus(SOON), () -> log.length(TO) > before + 1);
    boolean open = log.openTransactions().stream().anyMatch(left::contains);
    pause.close();

    Upload last = samples.upload();
    log.send(FROM, List.of(last));
    uploads.add(last);
    expectJobs(log, uploads, "a server was paused before its commit, and another took over");
    Wait.pass(SESSION);
    expectJobs(log, uploads, "and went on");
    return !taken ? Shown.WAITED : open ? Shown.ZOMBIE : Shown.ABORTED;
  }

  /**
   * Sends uploads until the first server has been stopped with the jobs of the last one written and
   * not committed. The link delays every answer, and there is at least one between the two. If the
   * server was faster all the same, it goes on, and the delay is longer for the next upload. If it
   * has given up waiting for an answer and writes nothing, it recovers without a delay, and the
   * next one is shorter.
   *
   * @param uploads what was sent is added
   * @param first the delay for the first upload
   * @param kill with SIGKILL; otherwise the server stands still
   */
  private static Fault stopBeforeCommit(
      Fleet<Uploads> servers,
      Kafka kafka,
      Log log,
      Samples samples,
      List<Upload> uploads,
      Duration first,
      boolean kill) {
    Duration delay = first;
    List<String> tries = new ArrayList<>();
    while (tries.size() < STOPS) {
      Upload next = samples.upload();
      uploads.add(next);
      boolean written;
      try (Fault slow = servers.replica(0).link(kafka).delay(delay)) {
        long before = log.length(TO);
        log.send(FROM, List.of(next));
        written = Wait.atMost(SESSION.plus(SOON), () -> log.length(TO) > before + 1);
        Fault stopped = kill ? servers.replica(0).kill() : servers.replica(0).pause();
        stopped.awaitEffect(SOON);
        slow.awaitEffect(SOON);
        if (written && !log.finished(FROM, TO, next)) {
          return stopped;
        }
        stopped.close();
      }
      if (kill) {
        servers.get(0).makeJobs(FROM, TO);
      }
      expectJobs(log, uploads, "a server was stopped, then resumed or started again");
      tries.add(delay.toMillis() + (written ? " ms, committed" : " ms, nothing written"));
      Duration longer = delay.multipliedBy(3).dividedBy(2);
      delay = !written ? delay.dividedBy(2) : longer.compareTo(MOST) < 0 ? longer : MOST;
    }
    throw new Inconclusive(
        "no server could be stopped between its jobs and their commit, with these delays: "
            + String.join("; ", tries));
  }

  private static void expectJobs(Log log, List<Upload> uploads, String happened) {
    expectJobs(log, TO, uploads, happened);
  }

  private static void expectJobs(Log log, String topic, List<Upload> uploads, String happened) {
    List<String> jobs = Log.jobs(uploads);
    Wait.atMost(RESOLVED, () -> log.committed(topic).size() >= jobs.size());
    List<String> tooMany = new ArrayList<>(log.committed(topic));
    List<String> missing = new ArrayList<>(jobs);
    missing.removeIf(tooMany::remove);
    assertThat(missing)
        .as("jobs of %d uploads that are missing: %s", uploads.size(), happened)
        .isEmpty();
    assertThat(tooMany)
        .as("jobs of %d uploads that are too many: %s", uploads.size(), happened)
        .isEmpty();
  }
}
