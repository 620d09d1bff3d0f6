package dev.syslab.subject.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several concurrent callers; each makes its calls one after the other. */
public final class Callers {
  private Callers() {}

  /** One call. */
  public interface Call {
    /** Returns whether its time counts. */
    boolean run(int caller) throws Exception;
  }

  /**
   * What was measured.
   *
   * @param calls how many calls there were
   * @param sorted the times of those that count, the shortest first
   */
  public record Times(long calls, double seconds, List<Long> sorted) {
    public double callsPerSecond() {
      return calls / seconds;
    }

    /**
     * The time within which a share of the calls ended, in milliseconds.
     *
     * @param share above 0; 1 is the longest
     */
    public double percentile(double share) {
      int at = (int) Math.ceil(share * sorted.size()) - 1;
      return sorted.get(Math.max(0, at)) / 1e6;
    }
  }

  /**
   * Makes the calls, all callers beginning together.
   *
   * @param callers how many threads there are
   * @param calls how many calls each makes
   * @throws Exception if a call fails: an {@link java.util.concurrent.ExecutionException} with its
   *     reason
   */
  public static Times run(int callers, int calls, Call call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CountDownLatch ready = new CountDownLatch(callers);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<List<Long>>> lanes = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        lanes.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  start.await();
                  return lane(caller, calls, call);
                }));
      }
      ready.await();
      long began = System.nanoTime();
      start.countDown();
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> lane : lanes) {
        nanos.addAll(lane.get());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      nanos.sort(null);
      return new Times((long) callers * calls, seconds, nanos);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Long> lane(int caller, int calls, Call call) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      long began = System.nanoTime();
      if (call.run(caller)) {
        nanos.add(System.nanoTime() - began);
      }
    }
    return nanos;
  }
}
