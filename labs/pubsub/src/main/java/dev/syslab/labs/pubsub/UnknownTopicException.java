package dev.syslab.labs.pubsub;

/** Kafka has no such topic. */
public final class UnknownTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownTopicException(String message) {
    super(message);
  }

  public UnknownTopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
