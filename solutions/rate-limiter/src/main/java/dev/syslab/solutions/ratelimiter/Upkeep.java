package dev.syslab.solutions.ratelimiter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The periodic tasks of a gateway, each in a separate thread. */
final class Upkeep implements AutoCloseable {
  private final List<ScheduledExecutorService> threads = new ArrayList<>();

  void every(Duration time, Runnable task) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            runnable -> {
              Thread daemon = new Thread(runnable, "upkeep");
              daemon.setDaemon(true);
              return daemon;
            });
    threads.add(thread);
    thread.scheduleWithFixedDelay(
        () -> safely(task), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A failure must not end the task. */
  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      e.printStackTrace();
    }
  }

  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdownNow);
  }
}
