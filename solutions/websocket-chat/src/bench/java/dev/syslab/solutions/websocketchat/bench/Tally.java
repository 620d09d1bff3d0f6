package dev.syslab.solutions.websocketchat.bench;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What all clients of a round have heard. */
final class Tally {
  private static final long BOUND_SECONDS = 18;

  private final long[] nanos;
  private final AtomicInteger heard = new AtomicInteger();
  private final AtomicReference<String> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  Tally(int deliveries) {
    this.nanos = new long[deliveries];
  }

  void heard(long took) {
    int at = heard.getAndIncrement();
    if (at < nanos.length) {
      nanos[at] = took;
    }
    if (at + 1 == nanos.length) {
      ended.countDown();
    }
  }

  void failed(String why) {
    failure.compareAndSet(null, why);
    ended.countDown();
  }

  /** Waits until all have heard everything. */
  void await() throws InterruptedException {
    if (!ended.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
      failed("%d of %d deliveries in %d s".formatted(heard.get(), nanos.length, BOUND_SECONDS));
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    Arrays.sort(nanos);
  }

  /** The time within which a share of the deliveries ended, in milliseconds. */
  double percentile(double share) {
    return nanos[Math.max(0, (int) Math.ceil(share * nanos.length) - 1)] / 1e6;
  }
}
