package dev.syslab.labs.pubsub;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.List;

/**
 * Announces uploads, and acts on them: the indexer adds each to a search index, the counter adds it
 * to its owner's total. Several servers, each a process of its own, announce and work at the same
 * time. They share nothing but PostgreSQL, Redis and RabbitMQ, and any of them may be killed at any
 * moment.
 *
 * <p><em>A role acts once</em> on an upload: its effect, with the upload as it was announced to the
 * letter, is in PostgreSQL once, however often the upload is announced or delivered, and whatever
 * dies on the way. An id stands for one upload, which is announced in one way and on one topic.
 *
 * <p>Servers stay up for long. Whatever one has begun to do (listen, work) goes on within {@link
 * #RECOVERY} after the servers that it needs answer again, however long they were away; it starts
 * also while they are away.
 *
 * <p>Text is any Unicode text without U+0000 and unpaired surrogates; a character is a UTF-16 code
 * unit, as in Java. Two texts are the same if all of their characters are. If a bound of {@link
 * Upload} or of a parameter is broken, {@code IllegalArgumentException} is thrown, and nothing has
 * happened.
 */
@Lab(
    title = "Publish and subscribe",
    summary = "Uploads are announced over Redis and RabbitMQ, and acted on once",
    level = Lab.Level.INTERMEDIATE,
    core = 4,
    coreMinutes = 180,
    minutes = 180,
    servers = Lab.Uses.POSTGRESQL)
public interface Uploads {
  /** No call takes longer, whatever the servers do. */
  Duration PATIENCE = Duration.ofSeconds(8);

  /** What a server has begun goes on this long after what it needs answers again. */
  Duration RECOVERY = Duration.ofSeconds(10);

  /** What a worker of the stream has not finished may be claimed by another after this time. */
  Duration CLAIM_AFTER = Duration.ofSeconds(1);

  /** How many uploads a worker of RabbitMQ holds that it has not finished, for each queue. */
  int PREFETCH = 20;

  /** How often a role tries an upload that PostgreSQL refuses. */
  int ATTEMPTS = 3;

  /** The shortest time between two attempts for the same upload. */
  Duration RETRY_AFTER = Duration.ofMillis(500);

  /**
   * Tells every server that listens at this moment, and nobody else: it is at most once, and
   * nothing of it stays in Redis.
   *
   * @return how many servers it was sent to
   * @throws UnavailableException if Redis does not answer
   */
  long broadcast(Upload upload) throws UnavailableException;

  /**
   * Begins to listen to broadcasts. When it returns, this server listens.
   *
   * @throws UnavailableException if Redis does not answer
   */
  void listen() throws UnavailableException;

  /** What this server has heard since it began to listen, in the order of the broadcasts. */
  List<Upload> heard();

  /**
   * Appends an upload to a stream in Redis. Once it has returned, both roles act once on the upload
   * as soon as a server works on the stream for them, whether it began before or begins later.
   *
   * @throws UnavailableException if Redis does not answer; it may have been appended or not
   */
  void append(Upload upload) throws UnavailableException;

  /**
   * Begins to work on the stream for a role, and returns. Each upload is given to one of the role's
   * servers. What that one has not finished, dead or restarted, another one or its next start
   * claims after {@link #CLAIM_AFTER}. An entry that was deleted holds nobody up.
   */
  void workOnStream(Role role);

  /**
   * Subscribes a role to a topic: from now on the role's queue keeps what is published there, in
   * the order of the publishing, also while no server works on it and when RabbitMQ is killed.
   *
   * @param topic 1 to 64 characters
   * @throws UnavailableException if RabbitMQ does not answer
   */
  void subscribe(String topic, Role role) throws UnavailableException;

  /**
   * Publishes messages. Those of one call are stored in the order of the list.
   *
   * @param messages at most 10,000
   * @return for each message what became of it, in the order of the list
   */
  List<Receipt> publish(List<Message> messages);

  /**
   * Takes uploads out of a role's queue, the oldest first: they are nobody else's from then on, and
   * are lost if the answer gets lost.
   *
   * @param most 1 to 1,000
   * @return what there is, at most that many; empty if the role has not subscribed
   * @throws UnavailableException if RabbitMQ does not answer
   */
  List<Upload> pull(String topic, Role role, int most) throws UnavailableException;

  /**
   * Begins to work on a role's queue, to which the role has subscribed, and returns. The role acts
   * once on what is there and on what comes. A server holds at most {@link #PREFETCH} uploads of
   * the queue; the others are free for other servers.
   *
   * <p>If PostgreSQL refuses an upload ({@link RefusedException}), the role tries again, {@link
   * #ATTEMPTS} times in all and {@link #RETRY_AFTER} or longer after the attempt before, and then
   * lays it aside with the dead letters. Other uploads do not wait for that. A PostgreSQL that does
   * not answer refuses nothing: what it did not see is tried until it is done.
   */
  void work(String topic, Role role);

  /**
   * Takes uploads out of a role's dead letters, as {@link #pull} does. They survive what the queue
   * survives; an upload that was refused {@link #ATTEMPTS} times is there, whatever dies meanwhile.
   */
  List<Upload> deadLetters(String topic, Role role, int most) throws UnavailableException;
}
