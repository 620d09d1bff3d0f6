package dev.syslab.kit;

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
import java.util.concurrent.TimeoutException;

/** The test's RabbitMQ virtual host. */
public final class RabbitMq extends TestServer<RabbitMq> {
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
    try {
      if (shared == null || !shared.isOpen()) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url());
        factory.setAutomaticRecoveryEnabled(false);
        shared = factory.newConnection("judge");
      }
      return shared.createChannel();
    } catch (IOException | TimeoutException | GeneralSecurityException e) {
      throw trouble(e);
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
      throw trouble(e);
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
