package dev.syslab.engine.verify;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Runs trials side by side. Their kinds take turns so that all come to their end together: the
 * short ones alone would leave the cores idle, and Java's long ones together would need more
 * virtual machines than serve them all in turn. Of each kind the longest begin first: one that
 * begins last would run alone.
 *
 * <p>How many run at once goes by how busy the machine is, with whatever: two for each core always,
 * and up to six while the cores are not all taken, since tests wait for most of their time; twelve
 * at most.
 */
final class Lanes implements AutoCloseable {
  private static final int LEAST_PER_CORE = 2;
  private static final int MOST_PER_CORE = 6;
  // All share one server of each kind, with a bounded number of connections.
  private static final int MOST = 12;
  private static final double TAKEN = 0.9;
  // Between two looks at how busy the machine is, of which each lets one more begin.
  private static final Duration LOOK_EVERY = Duration.ofMillis(400);

  /** What takes turns. */
  enum Kind {
    /** Long, in Java. */
    JAVA,
    /** Long, in another language. */
    OTHER_LANGUAGE,
    /** Mostly waits. */
    SHORT
  }

  private final Map<Kind, Waiting> waiting = new EnumMap<>(Kind.class);
  private final List<Thread> threads = new ArrayList<>();
  private final int least;
  private final DoubleSupplier busy;

  private int running;
  private long looked = System.nanoTime();
  private boolean closed;

  /** As many as this machine can take. */
  static Lanes ofThisMachine() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Lanes(
        Math.min(MOST, cores * LEAST_PER_CORE), Math.min(MOST, cores * MOST_PER_CORE), Lanes::busy);
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

  /** After all of its kind that may take as long. */
  <T> Future<T> add(Kind kind, Callable<T> trial) {
    return add(kind, () -> Long.MAX_VALUE, trial);
  }

  /**
   * Before all of its kind that are known to take less, and after the others.
   *
   * @param expected how long it may take, in ms; asked again for each choice
   */
  synchronized <T> Future<T> add(Kind kind, LongSupplier expected, Callable<T> trial) {
    FutureTask<T> task = new FutureTask<>(trial);
    waiting.computeIfAbsent(kind, absent -> new Waiting()).add(new Entry(expected, task));
    notify();
    return task;
  }

  private void run() {
    try {
      for (Runnable trial = begin(); trial != null; trial = begin()) {
        trial.run();
        end();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Waits until there is a trial that may begin; null when there never will be. */
  private synchronized Runnable begin() throws InterruptedException {
    while (!closed && !mayBegin()) {
      wait(LOOK_EVERY.toMillis());
    }
    if (closed) {
      return null;
    }
    running++;
    return fullest().orElseThrow().take();
  }

  private synchronized void end() {
    running--;
    notify();
  }

  /** The kind of which the largest part has not begun; empty if all have. */
  private Optional<Waiting> fullest() {
    return waiting.values().stream()
        .filter(kind -> kind.part() > 0)
        .max(Comparator.comparing(Waiting::part));
  }

  private boolean mayBegin() {
    if (fullest().isEmpty()) {
      return false;
    }
    if (running < least) {
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
    threads.forEach(Thread::interrupt);
  }

  private record Entry(LongSupplier expected, Runnable trial) {}

  /** The trials of one kind that have not begun. */
  private static final class Waiting {
    private final List<Entry> trials = new ArrayList<>();
    private int added;

    void add(Entry entry) {
      trials.add(entry);
      added++;
    }

    /** The part of all that is still here. */
    double part() {
      return added == 0 ? 0 : (double) trials.size() / added;
    }

    /** The longest; of those that may take as long, the first. */
    Runnable take() {
      Entry longest =
          trials.stream()
              .max(Comparator.comparingLong(entry -> entry.expected().getAsLong()))
              .orElseThrow();
      trials.remove(longest);
      return longest.trial();
    }
  }
}
