package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.BusyException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few reads through at a time, and refuses a caller that gets no permit within its patience:
 * a bulkhead [1]. Without it, the whole load that Redis used to carry hits the database when Redis
 * is silent.
 *
 * <p>[1] M. Nygard, Release It!, second edition, 2018: Bulkheads.
 */
public class ReadGate {
  private final Semaphore places;
  private final Duration patience;

  public ReadGate(int places, Duration patience) {
    this.places = new Semaphore(places);
    this.patience = patience;
  }

  /**
   * Reads once a permit is free.
   *
   * @throws BusyException if no permit becomes free in time
   */
  public <T> T take(Supplier<T> read) {
    enter();
    try {
      return read.get();
    } finally {
      places.release();
    }
  }

  private void enter() {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BusyException("no permit to read the table became free in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException("interrupted while waiting for a permit to read");
    }
  }
}
