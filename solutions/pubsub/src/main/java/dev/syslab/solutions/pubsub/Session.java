package dev.syslab.solutions.pubsub;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection to RabbitMQ that can be ended from outside at any moment. A broker that blocks its
 * publishers stops reading: a write then blocks forever, and so does an orderly close behind it.
 * Only closing the socket ends both.
 */
public final class Session implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int HANDSHAKE_MILLIS = 3_500;
  private static final int ANSWER_MILLIS = 3_000;

  private final Connection connection;
  private final Socket socket;

  private Session(Connection connection, Socket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  /**
   * @param heartbeatSeconds a connection that is silent for twice as long is given up
   * @throws IOException if the broker does not answer within about 5 s
   */
  public static Session open(URI amqp, int heartbeatSeconds) throws IOException {
    AtomicReference<Socket> socket = new AtomicReference<>();
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(amqp);
      factory.setAutomaticRecoveryEnabled(false);
      factory.setConnectionTimeout(CONNECT_MILLIS);
      factory.setHandshakeTimeout(HANDSHAKE_MILLIS);
      factory.setChannelRpcTimeout(ANSWER_MILLIS);
      factory.setRequestedHeartbeat(heartbeatSeconds);
      factory.setSocketConfigurator(
          opened -> {
            opened.setTcpNoDelay(true);
            socket.set(opened);
          });
      return new Session(factory.newConnection(), socket.get());
    } catch (TimeoutException | GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A separate channel for the next operation: an error closes the channel on which it occurs. */
  public Channel channel() throws IOException {
    Channel channel = connection.createChannel();
    if (channel == null) {
      throw new IOException("no channel is left");
    }
    return channel;
  }

  public boolean open() {
    return connection.isOpen();
  }

  /** Ends it now, whoever is waiting for it. */
  public void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() {
    cut();
    connection.abort(100);
  }
}
