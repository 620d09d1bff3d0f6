package dev.syslab.engine.verify;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs trials side by side. What is long must not begin last, for then all but one lane stand
 * empty: it is put in front of what waits, even if it comes late.
 */
final class Lanes implements AutoCloseable {
  private final BlockingDeque<Runnable> waiting = new LinkedBlockingDeque<>();
  private final ThreadPoolExecutor threads;

  /**
   * @param width how many run at once
   */
  Lanes(int width) {
    threads = new ThreadPoolExecutor(width, width, 0, TimeUnit.SECONDS, waiting);
    threads.prestartAllCoreThreads();
  }

  /** After all that waits. */
  <T> Future<T> add(Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    waiting.addLast(task);
    return task;
  }

  /** Before all that waits. */
  <T> Future<T> addLong(Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    waiting.addFirst(task);
    return task;
  }

  /** What has not begun never will. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
