package dev.syslab.solutions.pubsub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes with confirms and mandatory. All messages of a call are in flight at once; RabbitMQ
 * confirms them in groups of its choice. A message that no queue takes is returned before its
 * confirm, and is identified by its message id.
 */
public class Publisher implements AutoCloseable {
  private static final int PERSISTENT = 2;

  protected final Broker broker;
  private final String exchangeType;
  private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService guard =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "guard of publishers");
            thread.setDaemon(true);
            return thread;
          });

  public Publisher(Broker broker) {
    this(broker, "direct");
  }

  public Publisher(Broker broker, String exchangeType) {
    this.broker = broker;
    this.exchangeType = exchangeType;
  }

  /** A channel that publishes one list at a time. */
  private record Lane(Session session, Channel channel, Confirms confirms) {}

  public List<Receipt> publish(List<Message> messages) {
    long deadline = System.nanoTime() + bound().toNanos();
    Confirms confirms = new Confirms(0);
    AtomicReference<Session> used = new AtomicReference<>();
    // A broker that blocks its publishers stops reading, and a write then waits forever.
    ScheduledFuture<?> rescue =
        guard.schedule(() -> cut(used.get()), deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    try {
      Lane lane = lane(used, deadline);
      confirms = lane.confirms;
      confirms.expect(messages.size(), lane.channel.getNextPublishSeqNo());
      send(lane.channel, messages);
      if (confirms.await(deadline)) {
        idle.add(lane);
      } else {
        cut(lane.session);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("publish: " + e);
    } finally {
      rescue.cancel(false);
    }
    return confirms.receipts(messages.size());
  }

  /**
   * @param session null if there is none yet
   */
  protected void cut(Session session) {
    if (session != null) {
      session.cut();
    }
  }

  protected void send(Channel channel, List<Message> messages) throws IOException {
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      channel.basicPublish(
          RabbitUploads.EXCHANGE,
          message.topic(),
          mandatory(),
          properties(Integer.toString(i)),
          UploadJson.encode(message.upload()));
    }
  }

  protected AMQP.BasicProperties properties(String messageId) {
    return new AMQP.BasicProperties.Builder().deliveryMode(PERSISTENT).messageId(messageId).build();
  }

  protected boolean mandatory() {
    return true;
  }

  protected Duration bound() {
    return Uploads.PATIENCE.minusSeconds(4);
  }

  /**
   * @param used receives the session before it is used
   */
  private Lane lane(AtomicReference<Session> used, long deadline) throws IOException {
    for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
      if (lane.channel.isOpen()) {
        used.set(lane.session);
        return lane;
      }
    }
    Session session = broker.session();
    used.set(session);
    if (System.nanoTime() - deadline > 0) {
      throw new IOException("it took too long to connect");
    }
    Channel channel = session.channel();
    channel.exchangeDeclare(RabbitUploads.EXCHANGE, exchangeType, true);
    channel.confirmSelect();
    Confirms confirms = confirms();
    channel.addReturnListener(
        returned -> confirms.returned(Integer.parseInt(returned.getProperties().getMessageId())));
    channel.addConfirmListener(
        (tag, multiple) -> confirms.confirmed(tag, multiple, Receipt.STORED),
        // From a full queue; a failing queue answers the same, and is retried in the same way.
        (tag, multiple) -> confirms.confirmed(tag, multiple, Receipt.FULL));
    channel.addShutdownListener(cause -> confirms.end());
    return new Lane(session, channel, confirms);
  }

  protected Confirms confirms() {
    return new Confirms(0);
  }

  @Override
  public void close() {
    guard.shutdownNow();
    broker.close();
  }
}
