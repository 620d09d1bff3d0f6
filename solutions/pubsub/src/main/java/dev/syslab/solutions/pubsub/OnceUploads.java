package dev.syslab.solutions.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * At least once, and an idempotent consumer: together that is what is called exactly once.
 *
 * <p><em>At least once.</em> Whoever has a message keeps it until the next one has it for sure. A
 * publisher waits for the broker's confirm [1]; a worker acknowledges when its effect is committed,
 * or when a copy of the message is confirmed in the queue to which it moves; what a dead worker had
 * of a stream stays pending until another claims it [2]. Wherever a process is killed, the message
 * is with the party before, and comes again.
 *
 * <p><em>Idempotent.</em> A message that comes again is recognised by a note (role, upload) that is
 * written in the same transaction as the effect [3]. After a crash there are both or neither. The
 * note's primary key puts two workers with the same upload in order: the second waits until the
 * first has committed, and finds the note.
 *
 * <p>Nobody waits without a bound, and no thread ends over an error: see {@link Repeated}, {@link
 * Session}.
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
