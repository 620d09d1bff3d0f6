package dev.syslab.solutions.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * At-least-once delivery and an idempotent consumer: together, they are what is called exactly
 * once.
 *
 * <p><em>At least once.</em> Each party keeps a message until the next one is known to have it. A
 * publisher waits for the broker's confirm [1]; a worker acknowledges when its effect is committed,
 * or when a copy of the message is confirmed in the queue to which it moves; stream entries of a
 * dead worker stay pending until another worker claims them [2]. Wherever a process is killed, the
 * previous party still has the message, and it is delivered again.
 *
 * <p><em>Idempotent.</em> A repeated message is recognised by a record (role, upload) that is
 * written in the same transaction as the effect [3]. After a crash, there are both or neither. The
 * record's primary key serialises two workers with the same upload: the second waits until the
 * first has committed, and finds the record.
 *
 * <p>Every wait is bounded, and no error ends a thread: see {@link Repeated}, {@link Session}.
 *
 * <p>[1] RabbitMQ documentation, Consumer Acknowledgements and Publisher Confirms. [2] Redis
 * documentation, Streams: recovering from permanent failures. [3] G. Hohpe, B. Woolf, Enterprise
 * Integration Patterns, 2003: Idempotent Receiver.
 */
@Reference
public class OnceUploads extends KafkaUploads {
  private Gateway gateway;

  public OnceUploads(Environment env) {
    super(env);
  }

  @Override
  public synchronized int serve() {
    if (gateway == null) {
      try {
        gateway = gateway();
        owns(gateway);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return gateway.port();
  }

  protected Gateway gateway() throws IOException {
    return Gateway.over(this::publish);
  }
}
