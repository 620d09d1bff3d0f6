package dev.syslab.services.base;

/**
 * A server, an image or the Docker engine did not do what was asked. The message says what was
 * tried, what was seen, and the command that mends it; it is meant for a person. Never the
 * learner's fault.
 */
public class ServiceException extends RuntimeException {
  public ServiceException(String message) {
    super(message);
  }

  public ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
