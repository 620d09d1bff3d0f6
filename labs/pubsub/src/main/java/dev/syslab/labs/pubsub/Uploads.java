package dev.syslab.labs.pubsub;

import dev.syslab.subject.Lab;
import dev.syslab.subject.Listens;
import java.time.Duration;
import java.util.List;

/**
 * Announces uploads, and acts on them: the indexer adds each to a search index, the counter adds it
 * to its owner's total. Several servers, each a separate process, announce and work at the same
 * time. They share nothing but PostgreSQL, Redis, RabbitMQ and Kafka, and any of them may be killed
 * at any moment.
 *
 * <p><em>A role acts once</em> on an upload: its effect, with the upload exactly as it was
 * announced, is in PostgreSQL once, however often the upload is announced or delivered, and
 * whatever dies on the way. An id stands for one upload, which is announced in one way and on one
 * topic. Whatever comes out of Redis, RabbitMQ or Kafka is an upload as {@link UploadJson} writes
 * it, and PostgreSQL refuses only effects of {@link #work}.
 *
 * <p>A call that begins something (to work, follow, relay, make jobs) succeeds even while the
 * servers that it needs are down; {@link #listen}, which waits, may throw. Calling it again changes
 * nothing. What has begun resumes within {@link #RECOVERY} after those servers answer again.
 *
 * <p>Text is any Unicode text; a character is a UTF-16 code unit. U+0000 violates the bounds;
 * callers never pass an unpaired surrogate. Two texts are the same if all of their characters are.
 * If a bound is violated, {@code IllegalArgumentException} is thrown and nothing has happened.
 * {@link UnavailableException}: a server does not answer; what was requested may have happened.
 */
@Lab(
    title = "Publish and subscribe",
    summary = "Uploads are announced over Redis, RabbitMQ and Kafka, and acted on once",
    level = Lab.Level.INTERMEDIATE,
    core = 4,
    coreMinutes = 180,
    minutes = 420,
    servers = Lab.Uses.POSTGRESQL)
public interface Uploads extends KafkaTimeouts {
  /** No call and no HTTP response takes longer than this, whatever the servers do. */
  Duration PATIENCE = Duration.ofSeconds(9);

  /** A server resumes its work within this time after the servers that it needs answer again. */
  Duration RECOVERY = Duration.ofSeconds(10);

  /** What a worker of the stream has not finished may be claimed by another after this time. */
  Duration CLAIM_AFTER = Duration.ofSeconds(1);

  /** The most unfinished uploads that a RabbitMQ worker holds per queue. */
  int PREFETCH = 20;

  /** How many times a role tries an upload that PostgreSQL refuses. */
  int ATTEMPTS = 3;

  /** The shortest time between two attempts for the same upload. */
  Duration RETRY_AFTER = Duration.ofMillis(500);

  /** A queue accepts at least this many waiting uploads, and always fewer than twice as many. */
  int BACKLOG = 1_000;

  /**
   * Tells every server that is listening at this moment, and no other: Redis keeps nothing of it.
   *
   * @return the number of servers that it was sent to
   */
  long broadcast(Upload upload) throws UnavailableException;

  /** Begins to listen to broadcasts. When it returns, this server listens. */
  void listen() throws UnavailableException;

  /** What this server has heard since it began to listen, in the order of the broadcasts. */
  List<Upload> heard();

  /**
   * Appends an upload to a stream in Redis. Once it has returned, both roles act once on the upload
   * as soon as a server works on the stream for them, whether it began before or begins later.
   */
  void append(Upload upload) throws UnavailableException;

  /**
   * Begins to work on the stream for a role, and returns. If a server dies or is restarted, another
   * one, or its next start, claims what it has not finished after {@link #CLAIM_AFTER}. An entry
   * that was deleted delays no other.
   */
  void workOnStream(Role role);

  /**
   * Subscribes a role to a topic (1 to 64 characters): from now on, the role's queue keeps what is
   * published there, in that order, even if no server works on it, and even if RabbitMQ is killed.
   *
   * @throws IllegalStateException if the queue exists with different arguments; it is unchanged
   */
  void subscribe(String topic, Role role) throws UnavailableException;

  /**
   * Publishes messages, at most 10,000, and reports what happened to each. Those of one call are
   * stored in the order of the list, and do not wait for each other's confirms. If RabbitMQ blocks
   * its publishers (memory alarm), what it does not take in time is UNKNOWN.
   */
  List<Receipt> publish(List<Message> messages);

  /**
   * Takes the oldest uploads out of a role's queue, at most {@code most} (1 to 1,000); fewer only
   * if no more are ready, or in order to return in time; none if the role has not subscribed. If
   * the response is lost, so are the uploads.
   */
  List<Upload> pull(String topic, Role role, int most) throws UnavailableException;

  /**
   * Begins to work on the queue of a subscribed role, and returns: the role acts once on what is
   * there and on what arrives later. A server holds at most {@link #PREFETCH} of its uploads; the
   * others are free for other servers. Queues do not wait for each other.
   *
   * <p>If PostgreSQL refuses an upload ({@link RefusedException}), the role tries {@link #ATTEMPTS}
   * times in all, {@link #RETRY_AFTER} or more apart, and then moves it to the dead letters. Other
   * uploads do not wait for that, unless RabbitMQ blocks its publishers. If PostgreSQL does not
   * answer, that is not a refusal: no attempt is counted, and the upload is tried until it is done.
   */
  void work(String topic, Role role);

  /**
   * Takes uploads out of a role's dead letters, as {@link #pull} does. An upload that was refused
   * {@link #ATTEMPTS} times is there, whatever dies; exactly once, unless something died. None is
   * lost even if RabbitMQ is killed.
   */
  List<Upload> deadLetters(String topic, Role role, int most) throws UnavailableException;

  /**
   * Sends uploads to a topic in Kafka, whose name (1 to 40 of a-z, 0-9 and -) has the prefix there.
   * When it returns, Kafka has confirmed every upload. If there is no such topic, it is not
   * created.
   */
  void send(String topic, List<Upload> uploads) throws UnknownTopicException, UnavailableException;

  /**
   * Begins to follow a topic in Kafka for a role, and returns. The role acts once on every upload
   * in it, from the topic's beginning on, and on each owner's uploads in the order in which they
   * were sent.
   */
  void follow(String topic, Role role);

  /**
   * Begins to make two jobs from every upload in one topic, and returns: records of the topic
   * {@code to}, with the owner as key and {@code small <id>} and {@code large <id>} as values.
   * Anyone who reads only committed records sees both jobs or neither, and each once. Records of an
   * aborted transaction make no jobs.
   */
  void makeJobs(String from, String to);

  /**
   * Saves an upload in the table {@code upload}, even while Kafka is down; it is sent to a topic if
   * and only if it was saved. If PostgreSQL refuses it, it was not saved.
   */
  void save(Upload upload) throws RefusedException, UnavailableException;

  /**
   * Begins to send saved uploads to a topic in Kafka, as {@link #send} does, and returns. Each is
   * sent at least once, and exactly once as long as no server dies. One owner's uploads are sent in
   * the order in which they were saved, provided that each save began after the previous one had
   * returned.
   */
  void relay(String topic);

  /**
   * Serves HTTP on 127.0.0.1 from the first call on; further calls return the same port. {@code
   * POST /<topic>} (percent-encoded), with an upload as {@link UploadJson} writes it, publishes it:
   * 202 if it is STORED, 404 if UNROUTABLE, 503 with {@code Retry-After} (whole seconds, at least
   * 1) if FULL or UNKNOWN, 400 if the body is not an upload.
   */
  @Listens
  int serve();
}
