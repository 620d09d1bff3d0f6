package dev.syslab.labs.pubsub;

import java.time.Duration;

/** When Kafka gives up on a client: every server configures its clients with these values. */
public interface KafkaTimeouts {
  /** session.timeout.ms: a follower that sends no heartbeat for longer loses its partitions. */
  Duration SESSION = Duration.ofSeconds(3);

  /** max.poll.interval.ms: a follower that does not poll for longer loses them as well. */
  Duration MOST_BUSY = Duration.ofSeconds(4);

  /** transaction.timeout.ms: a transaction that is open for longer is aborted. */
  Duration TRANSACTION = Duration.ofSeconds(30);
}
