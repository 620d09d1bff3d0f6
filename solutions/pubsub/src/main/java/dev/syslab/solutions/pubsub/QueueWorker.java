package dev.syslab.solutions.pubsub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.DatabaseException;
import dev.syslab.labs.pubsub.RefusedException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Works on a role's queue, and on what has waited for its next attempt. A message is acknowledged
 * when its effect is committed, or when it is safe in the queue where it waits for its next attempt
 * or among the dead letters: until then, it belongs to RabbitMQ, and another worker gets it if this
 * one dies.
 */
public class QueueWorker {
  static final String ATTEMPTS = "attempts";
  private static final long CONFIRM_MILLIS = 3_000;
  private static final int LOOK_MILLIS = 200;

  protected final URI amqp;
  protected final QueueNames names;
  protected final Consumer<Upload> effect;

  public QueueWorker(URI amqp, QueueNames names, Consumer<Upload> effect) {
    this.amqp = amqp;
    this.names = names;
    this.effect = effect;
  }

  /** Works until the connection is lost. */
  public void round() throws Exception {
    try (Session session = Session.open(amqp, Broker.HEARTBEAT_SECONDS)) {
      Channel channel = session.channel();
      channel.confirmSelect();
      BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
      int again = Math.max(1, held() / 5);
      for (String queue : List.of(names.queue(), names.again())) {
        prefetch(channel, queue.equals(names.again()) ? again : held() - again);
        channel.basicConsume(
            queue, autoAck(), (tag, one) -> deliveries.add(one), tag -> session.cut());
      }
      while (channel.isOpen()) {
        Delivery delivery = deliveries.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (delivery != null) {
          handle(channel, delivery);
        }
      }
    }
  }

  /** How many messages it holds from both queues together. */
  protected int held() {
    return Uploads.PREFETCH;
  }

  /** Applies to each consumer that is added to the channel from now on. */
  protected void prefetch(Channel channel, int count) throws IOException {
    channel.basicQos(count);
  }

  protected boolean autoAck() {
    return false;
  }

  protected void handle(Channel channel, Delivery delivery) throws Exception {
    try {
      act(channel, UploadJson.decode(delivery.getBody()));
    } catch (RefusedException e) {
      refused(channel, delivery);
    }
    ack(channel, delivery);
  }

  /**
   * Keeps trying while PostgreSQL does not answer: requeueing the message would only send it round.
   */
  protected void act(Channel channel, Upload upload) throws IOException {
    while (channel.isOpen()) {
      try {
        effect.accept(upload);
        return;
      } catch (DatabaseException e) {
        Repeated.pause();
      }
    }
    throw new IOException("the channel is closed");
  }

  protected void refused(Channel channel, Delivery delivery) throws Exception {
    int attempts = attempts(delivery) + 1;
    if (attempts < Uploads.ATTEMPTS) {
      move(channel, names.retry(), delivery, attempts);
    } else {
      move(channel, names.dead(), delivery, attempts);
    }
  }

  protected int attempts(Delivery delivery) {
    Map<String, Object> headers = delivery.getProperties().getHeaders();
    return headers != null && headers.get(ATTEMPTS) instanceof Integer attempts ? attempts : 0;
  }

  /** Returns when the message is safe in the other queue. */
  protected void move(Channel channel, String queue, Delivery delivery, int attempts)
      throws IOException, InterruptedException, TimeoutException {
    channel.basicPublish("", queue, properties(attempts), delivery.getBody());
    channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
  }

  protected AMQP.BasicProperties properties(int attempts) {
    return new AMQP.BasicProperties.Builder()
        .deliveryMode(2)
        .headers(Map.of(ATTEMPTS, attempts))
        .build();
  }

  protected void ack(Channel channel, Delivery delivery) throws IOException {
    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
  }
}
