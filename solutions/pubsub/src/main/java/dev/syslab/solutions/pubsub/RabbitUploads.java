package dev.syslab.solutions.pubsub;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.subject.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part that uses RabbitMQ. */
public abstract class RabbitUploads extends RedisUploads {
  static final String EXCHANGE = "uploads";
  private static final int MOST_MESSAGES = 10_000;
  private static final int MOST_PULLED = 1_000;
  private static final long TAKE_NANOS = 2_000_000_000;

  private Broker broker;
  private Publisher publisher;

  protected RabbitUploads(Environment env) {
    super(env);
  }

  @Override
  public void subscribe(String topic, Role role) {
    Bounds.topic(topic);
    broker()
        .ask(
            channel -> {
              declare(channel, topic, names(topic, role));
              return null;
            });
  }

  protected QueueNames names(String topic, Role role) {
    return QueueNames.of(topic, role);
  }

  /**
   * The role's queue; the one in which refused messages wait for their next attempt; the one to
   * which they go when they expire there; the dead letters. Expired messages do not go back to the
   * role's queue: if that were full, it would silently drop them.
   */
  protected void declare(Channel channel, String topic, QueueNames names) throws IOException {
    channel.exchangeDeclare(EXCHANGE, exchange(), true);
    declare(channel, names.queue(), ofWork(names));
    declare(
        channel,
        names.retry(),
        Map.of(
            "x-message-ttl",
            RETRY_AFTER.toMillis(),
            "x-dead-letter-exchange",
            "",
            "x-dead-letter-routing-key",
            afterwards(names)));
    declare(channel, names.again(), Map.of());
    declare(channel, names.dead(), Map.of());
    channel.queueBind(names.queue(), EXCHANGE, topic);
  }

  /** Where a message goes when it has waited for its next attempt. */
  protected String afterwards(QueueNames names) {
    return names.again();
  }

  /** The arguments of a role's queue. */
  protected Map<String, Object> ofWork(QueueNames names) {
    return Map.of("x-max-length", BACKLOG, "x-overflow", "reject-publish");
  }

  protected String exchange() {
    return "direct";
  }

  protected void declare(Channel channel, String queue, Map<String, Object> arguments)
      throws IOException {
    channel.queueDeclare(queue, true, false, false, arguments);
  }

  @Override
  public List<Receipt> publish(List<Message> messages) {
    Bounds.number("messages", messages.size(), 0, MOST_MESSAGES);
    messages.forEach(Bounds::check);
    return publisher().publish(messages);
  }

  @Override
  public List<Upload> pull(String topic, Role role, int most) {
    return take(topic, names(topic, role).queue(), most);
  }

  @Override
  public List<Upload> deadLetters(String topic, Role role, int most) {
    return take(topic, names(topic, role).dead(), most);
  }

  private List<Upload> take(String topic, String queue, int most) {
    Bounds.topic(topic);
    Bounds.number("most", most, 1, MOST_PULLED);
    return broker()
        .ask(
            channel -> {
              List<Upload> uploads = new ArrayList<>();
              try {
                channel.queueDeclarePassive(queue);
              } catch (IOException e) {
                return uploads;
              }
              // On a slow machine, return fewer messages than possible rather than none in time.
              long deadline = System.nanoTime() + TAKE_NANOS;
              while (uploads.size() < most && System.nanoTime() < deadline) {
                GetResponse message = channel.basicGet(queue, true);
                if (message == null) {
                  break;
                }
                uploads.add(UploadJson.decode(message.getBody()));
              }
              return uploads;
            });
  }

  @Override
  public void work(String topic, Role role) {
    Bounds.topic(topic);
    for (int lane = 1; lane <= lanes(); lane++) {
      repeat(
          "queue of the %s, %s, lane %d".formatted(role, topic, lane),
          () -> queueWorker(names(topic, role), role)::round);
    }
  }

  /** How many workers share a queue's prefetch. */
  protected int lanes() {
    return 1;
  }

  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload));
  }

  protected synchronized Broker broker() {
    if (broker == null) {
      broker = new Broker(env.amqp());
      owns(broker);
    }
    return broker;
  }

  protected synchronized Publisher publisher() {
    if (publisher == null) {
      publisher = publisher(broker());
      owns(publisher);
    }
    return publisher;
  }

  protected Publisher publisher(Broker shared) {
    return new Publisher(shared, exchange());
  }
}
