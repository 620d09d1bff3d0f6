package dev.syslab.engine.verify;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleSupplier;

/**
 * Runs trials side by side: long ones, which keep the cores busy, and short ones, which mostly
 * wait. One in three is a short one as long as there are both, so that neither kind is left for the
 * end: short ones alone would leave the cores idle, and a long one that begins last would run
 * alone.
 *
 * <p>How many run at once goes by how busy the machine is, with whatever: two for each core always,
 * and up to six while the cores are not all taken, since tests wait for most of their time.
 */
final class Lanes implements AutoCloseable {
  private static final int LONG_FOR_A_SHORT = 2;
  private static final int LEAST_PER_CORE = 2;
  private static final int MOST_PER_CORE = 6;
  private static final double TAKEN = 0.92;
  // Between two looks at how busy the machine is, of which each lets one more begin.
  private static final Duration LOOK_EVERY = Duration.ofMillis(400);

  private final Deque<FutureTask<?>> longOnes = new ArrayDeque<>();
  private final Deque<FutureTask<?>> shortOnes = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final int least;
  private final DoubleSupplier busy;

  private int runningLong;
  private int runningShort;
  private long looked = System.nanoTime();
  private boolean closed;

  /** As many as this machine can take. */
  static Lanes ofThisMachine() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Lanes(cores * LEAST_PER_CORE, cores * MOST_PER_CORE, Lanes::busy);
  }

  /**
   * @param busy the part of all cores that is taken, by whomever, since it was asked last
   */
  Lanes(int least, int most, DoubleSupplier busy) {
    this.least = least;
    this.busy = busy;
    for (int lane = 1; lane <= most; lane++) {
      Thread thread = new Thread(this::run, "lane-" + lane);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** After all short ones that wait. */
  synchronized <T> Future<T> addShort(Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    shortOnes.addLast(task);
    notify();
    return task;
  }

  /** After all long ones that wait. */
  synchronized <T> Future<T> addLong(Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    longOnes.addLast(task);
    notify();
    return task;
  }

  /** Before all long ones that wait. */
  synchronized <T> Future<T> addLongest(Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    longOnes.addFirst(task);
    notify();
    return task;
  }

  private record Turn(FutureTask<?> trial, boolean isShort) {}

  private void run() {
    try {
      for (Turn turn = begin(); turn != null; turn = begin()) {
        turn.trial().run();
        end(turn);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Waits until there is a trial that may begin; null when there never will be. */
  private synchronized Turn begin() throws InterruptedException {
    while (!closed && !mayBegin()) {
      wait(LOOK_EVERY.toMillis());
    }
    if (closed) {
      return null;
    }
    boolean shortIsDue = runningShort * LONG_FOR_A_SHORT < runningLong;
    boolean isShort = longOnes.isEmpty() || shortIsDue && !shortOnes.isEmpty();
    Turn turn = new Turn(isShort ? shortOnes.poll() : longOnes.poll(), isShort);
    count(turn, 1);
    return turn;
  }

  private synchronized void end(Turn turn) {
    count(turn, -1);
    notify();
  }

  private void count(Turn turn, int change) {
    runningShort += turn.isShort() ? change : 0;
    runningLong += turn.isShort() ? 0 : change;
  }

  private boolean mayBegin() {
    if (longOnes.isEmpty() && shortOnes.isEmpty()) {
      return false;
    }
    if (runningLong + runningShort < least) {
      return true;
    }
    long now = System.nanoTime();
    if (now - looked < LOOK_EVERY.toNanos()) {
      return false;
    }
    looked = now;
    return busy.getAsDouble() < TAKEN;
  }

  private static double busy() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getCpuLoad();
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
