package dev.syslab.solutions.pubsub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.syslab.labs.pubsub.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The session that all callers share. It is opened when it is first needed, and reopened when it is
 * lost. While one caller is failing to connect, the others do not queue up to try the same.
 */
public class Broker implements AutoCloseable {
  static final int HEARTBEAT_SECONDS = 4;
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  protected final URI amqp;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile Session session;
  private long failedAt = System.nanoTime() - AGAIN_NANOS;

  public Broker(URI amqp) {
    this.amqp = amqp;
  }

  /** An operation on a channel. */
  public interface Question<T> {
    T ask(Channel channel) throws IOException;
  }

  /**
   * Runs an operation on a new channel.
   *
   * @throws UnavailableException if RabbitMQ does not answer in time
   * @throws IllegalStateException if it has something of the same name with a different declaration
   */
  public <T> T ask(Question<T> question) {
    try {
      Session used = session();
      Channel channel = used.channel();
      try {
        T answer = question.ask(channel);
        channel.abort();
        return answer;
      } finally {
        if (channel.isOpen()) {
          // There was no answer. An orderly close would wait for an answer as well.
          used.cut();
        }
      }
    } catch (IOException | RuntimeException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      if (reason instanceof ShutdownSignalException end
          && end.getReason() instanceof AMQP.Channel.Close close
          && close.getReplyCode() == AMQP.PRECONDITION_FAILED) {
        throw new IllegalStateException(close.getReplyText(), e);
      }
      // Not its message: a timeout has none.
      throw new UnavailableException("RabbitMQ does not answer: " + reason, e);
    }
  }

  /**
   * @throws IOException if there is no session, and none can be opened now
   */
  public Session session() throws IOException {
    Session current = session;
    if (current != null && current.open()) {
      return current;
    }
    try {
      if (!opening.tryLock(2, TimeUnit.SECONDS)) {
        throw new IOException("another caller still tries to connect");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    try {
      return opened();
    } finally {
      opening.unlock();
    }
  }

  private Session opened() throws IOException {
    if (session != null && session.open()) {
      return session;
    }
    if (System.nanoTime() - failedAt < AGAIN_NANOS) {
      throw new IOException("RabbitMQ did not answer a moment ago");
    }
    try {
      close();
      session = open();
      return session;
    } catch (IOException e) {
      failedAt = System.nanoTime();
      throw e;
    }
  }

  protected Session open() throws IOException {
    return Session.open(amqp, HEARTBEAT_SECONDS);
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
