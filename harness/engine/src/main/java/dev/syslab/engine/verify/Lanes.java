package dev.syslab.engine.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Runs trials side by side: long ones, which keep the cores busy, and short ones, which mostly
 * wait. One lane in three takes a short one first, so that neither kind is left for the end: short
 * ones alone would leave the cores idle, and a long one that begins last all but one lane.
 */
final class Lanes implements AutoCloseable {
  private static final int ONE_IN = 3;

  private final Deque<Runnable> longOnes = new ArrayDeque<>();
  private final Deque<Runnable> shortOnes = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  /**
   * @param width how many run at once
   */
  Lanes(int width) {
    for (int lane = 1; lane <= width; lane++) {
      boolean shortFirst = lane % ONE_IN == 0;
      Thread thread = new Thread(() -> run(shortFirst), "lane-" + lane);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** After all short ones that wait. */
  <T> Future<T> addShort(Callable<T> trial) {
    return add(shortOnes::addLast, trial);
  }

  /** After all long ones that wait. */
  <T> Future<T> addLong(Callable<T> trial) {
    return add(longOnes::addLast, trial);
  }

  /** Before all long ones that wait. */
  <T> Future<T> addLongest(Callable<T> trial) {
    return add(longOnes::addFirst, trial);
  }

  private synchronized <T> Future<T> add(Consumer<Runnable> place, Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    place.accept(task);
    notify();
    return task;
  }

  private void run(boolean shortFirst) {
    try {
      for (Runnable next = next(shortFirst); next != null; next = next(shortFirst)) {
        next.run();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** The next to run; null when there will be none. */
  private synchronized Runnable next(boolean shortFirst) throws InterruptedException {
    while (!closed) {
      Runnable next = (shortFirst ? shortOnes : longOnes).poll();
      if (next == null) {
        next = (shortFirst ? longOnes : shortOnes).poll();
      }
      if (next != null) {
        return next;
      }
      wait();
    }
    return null;
  }

  /** What has not begun never will; what runs is interrupted. */
  @Override
  public synchronized void close() {
    closed = true;
    longOnes.clear();
    shortOnes.clear();
    threads.forEach(Thread::interrupt);
  }
}
