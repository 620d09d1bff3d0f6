package dev.syslab.solutions.pubsub.bench;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.subject.bench.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Uploads that are sent so many at a time: as many as are in flight at once. */
final class Batch {
  private static final long BUDGET_NANOS = 1_200_000_000L;
  private static final int MOST_CALLS = 400;

  private Batch() {}

  /** Sends one batch, and returns when all of it is confirmed. */
  interface Send {
    void all(List<Upload> uploads) throws Exception;
  }

  static List<Upload> uploads(int count) {
    String content = "a film of a harbour at night, ".repeat(8);
    return IntStream.range(0, count)
        .mapToObj(i -> new Upload("upload-" + i, "owner-" + i % 50, content, i))
        .toList();
  }

  /**
   * Sends batch after batch, until there have been enough; what is done between two of them does
   * not count.
   */
  static void measure(int inFlight, Figures figures, Send send, Send between) throws Exception {
    List<Upload> batch = uploads(inFlight);
    long[] nanos = new long[MOST_CALLS];
    int calls = 0;
    long spent = 0;
    while (calls < MOST_CALLS && spent < BUDGET_NANOS) {
      long began = System.nanoTime();
      send.all(batch);
      nanos[calls] = System.nanoTime() - began;
      spent += nanos[calls++];
      between.all(batch);
    }
    long[] sorted = Arrays.copyOf(nanos, calls);
    Arrays.sort(sorted);
    figures.add("confirmed a second", (double) calls * inFlight / (spent / 1e9));
    figures.add("p99 of a call, ms", sorted[(int) Math.ceil(0.99 * calls) - 1] / 1e6);
  }
}
