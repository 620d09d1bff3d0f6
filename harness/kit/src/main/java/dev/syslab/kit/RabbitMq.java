package dev.syslab.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.syslab.kit.run.TestScope;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The test's RabbitMQ virtual host. */
public final class RabbitMq extends TestServer<RabbitMq> {
  // Every machine has more memory than 0 bytes, and less in use than RabbitMQ's own default allows.
  private static final String RAISED = "0";
  private static final String CLEARED = "0.4";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration BOUND = Duration.ofSeconds(20);

  private Connection shared;

  RabbitMq(TestScope scope, Server server, Namespace namespace, boolean own) {
    super(scope, server, namespace, own);
  }

  /** {@code amqp://user:password@host:port/vhost}, without a link; the judge's own account. */
  public URI url() {
    return URI.create(variable("AMQP_URL"));
  }

  /** A new channel for the judge; the caller closes it. */
  public synchronized Channel channel() {
    if (shared == null || !shared.isOpen()) {
      shared = connect();
    }
    try {
      return shared.createChannel();
    } catch (IOException e) {
      throw trouble("open a channel to RabbitMQ within " + Text.of(BOUND), e);
    }
  }

  /**
   * The number of messages in a queue that are ready for delivery, not counting unacknowledged
   * ones.
   */
  public long ready(String queue) {
    try (Channel channel = channel()) {
      AMQP.Queue.DeclareOk declared = channel.queueDeclarePassive(queue);
      return declared.getMessageCount();
    } catch (IOException | TimeoutException e) {
      throw trouble(
          "ask RabbitMQ for the length of “%s” within %s".formatted(queue, Text.of(BOUND)), e);
    }
  }

  /** The names of the virtual host's queues; only for a server with {@code @Own}. */
  public List<String> queues() {
    String vhost = url().getPath().substring(1);
    String listed =
        server().administer("list_queues", "--silent", "--formatter", "json", "-p", vhost, "name");
    try {
      return names(listed);
    } catch (JsonProcessingException e) {
      throw trouble("read the list of queues", e);
    }
  }

  static List<String> names(String listed) throws JsonProcessingException {
    return JSON.readTree(listed).findValuesAsText("name");
  }

  /**
   * Raises RabbitMQ's memory alarm: it stops reading from every connection that publishes, which
   * stays open; consumers and new connections still work. Closing the fault clears the alarm.
   */
  public Fault blockPublishers() {
    Fault fault =
        harming(
            name() + " blocks publishers (memory alarm)",
            () -> server().administer("set_vm_memory_high_watermark", CLEARED));
    server().administer("set_vm_memory_high_watermark", RAISED);
    if (blocksPublishers()) {
      fault.noteEffect("a publisher was told that it is blocked");
    }
    return fault;
  }

  /** To the default exchange and a queue that does not exist: RabbitMQ drops the message. */
  private boolean blocksPublishers() {
    CountDownLatch blocked = new CountDownLatch(1);
    Connection publisher = connect();
    try {
      publisher.addBlockedListener(reason -> blocked.countDown(), () -> {});
      publisher.createChannel().basicPublish("", "nobody", null, new byte[0]);
      return blocked.await(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      throw trouble("publish to RabbitMQ within " + Text.of(BOUND), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw trouble(e);
    } finally {
      // RabbitMQ would not read an orderly close.
      publisher.abort(1);
    }
  }

  private Connection connect() {
    try {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(url());
      factory.setAutomaticRecoveryEnabled(false);
      int bound = Math.toIntExact(BOUND.toMillis());
      factory.setConnectionTimeout(bound);
      factory.setHandshakeTimeout(bound);
      factory.setChannelRpcTimeout(bound);
      return factory.newConnection("judge");
    } catch (IOException | TimeoutException | GeneralSecurityException e) {
      throw trouble("connect to RabbitMQ within " + Text.of(BOUND), e);
    }
  }

  @Override
  public synchronized void close() {
    if (shared != null) {
      shared.abort();
    }
    super.close();
  }
}
