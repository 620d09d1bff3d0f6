package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.RefusedException;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that repeats a task until it is closed. Whatever goes wrong, it continues after a pause:
 * a server that was down comes back, and nothing would restart a worker that had ended because of
 * it.
 */
public final class Repeated implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000_000;

  private final Thread thread;
  private volatile boolean closed;

  private Repeated(String name, Task task) {
    this.thread = new Thread(() -> run(task), name);
    thread.setDaemon(true);
  }

  /** One round. */
  public interface Task {
    void run() throws Exception;
  }

  public static Repeated start(String name, Task task) {
    Repeated repeated = new Repeated(name, task);
    repeated.thread.start();
    return repeated;
  }

  public boolean closed() {
    return closed;
  }

  private void run(Task task) {
    while (!closed) {
      try {
        task.run();
      } catch (RefusedException e) {
        System.err.println(thread.getName() + ": " + e.getMessage());
        pause();
      } catch (Exception e) {
        if (!closed) {
          Throwable reason = e.getCause() == null ? e : e.getCause();
          System.err.println(thread.getName() + ": " + reason);
          pause();
        }
      }
    }
  }

  /** Pauses for a moment when there was nothing to do. */
  public static void rest() {
    LockSupport.parkNanos(PAUSE_NANOS / 4);
  }

  public static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
