package dev.syslab.solutions.pubsub.bench;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.subject.bench.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Uploads that are sent so many at a time: as many as are in flight at once. */
final class Batch {
  private static final long BUDGET_NANOS = 1_000_000_000L;
  private static final int MOST_CALLS = 400;
  private static final String CONTENT = "a film of a harbour at night, ".repeat(8);
  private static final AtomicLong IDS = new AtomicLong();

  private Batch() {}

  /** Sends one batch, and returns when all of it is confirmed. */
  interface Send {
    void all(List<Upload> uploads) throws Exception;
  }

  /** Takes out what has arrived since it was asked last, and says how many different uploads. */
  interface Arrived {
    long different() throws Exception;
  }

  private static List<Upload> uploads(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Upload("upload-" + IDS.getAndIncrement(), "owner-" + i % 50, CONTENT, i))
        .toList();
  }

  /** Sends batch after batch, until there have been enough; only the sending is timed. */
  static void measure(int inFlight, Figures figures, Send send, Arrived arrived) throws Exception {
    long[] nanos = new long[MOST_CALLS];
    int calls = 0;
    long spent = 0;
    long different = 0;
    while (calls < MOST_CALLS && spent < BUDGET_NANOS) {
      List<Upload> batch = uploads(inFlight);
      long began = System.nanoTime();
      send.all(batch);
      nanos[calls] = System.nanoTime() - began;
      spent += nanos[calls++];
      different += arrived.different();
    }
    long[] sorted = Arrays.copyOf(nanos, calls);
    Arrays.sort(sorted);
    // What arrived twice counts once, and what was lost does not count.
    figures.add("goodput, uploads/s", different / (spent / 1e9));
    figures.add("p99 of a call, ms", sorted[(int) Math.ceil(0.99 * calls) - 1] / 1e6);
  }
}
