package dev.syslab.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call and how it ended: acknowledged (it returned), refused (it threw an error that the contract
 * declares), or lost (the subject failed or died, so what it did before that is unknown).
 *
 * @param replica the index of the process that was called
 * @param result what it returned; null unless acknowledged
 * @param error what it threw; null if acknowledged
 */
public record Attempt<T>(int replica, Instant began, Instant ended, T result, Throwable error) {

  public boolean acknowledged() {
    return error == null;
  }

  /** How long it took. */
  public Duration took() {
    return Duration.between(began, ended);
  }

  public Optional<Throwable> failure() {
    return Optional.ofNullable(error);
  }

  /** The result. */
  public T get() {
    if (error instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (error instanceof Error unchecked) {
      throw unchecked;
    }
    if (error != null) {
      throw new AssertionError(error);
    }
    return result;
  }

  @Override
  public String toString() {
    String server = "server " + replica;
    return acknowledged()
        ? server + " returned " + Text.of(result) + " after " + Text.of(took())
        : server + " failed after " + Text.of(took()) + ": " + why(server + ": ");
  }

  /** The error's message; that of a lost call already names the server. */
  private String why(String server) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return message.startsWith(server) ? message.substring(server.length()) : message;
  }
}
