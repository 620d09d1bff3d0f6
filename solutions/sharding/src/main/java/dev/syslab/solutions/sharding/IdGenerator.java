package dev.syslab.solutions.sharding;

import java.time.Clock;
import java.time.Instant;

/**
 * Ids of 63 bits: milliseconds since 2020, from 1 (41 bits, which last until 2089), the worker
 * (10), and a sequence number within the millisecond (12).
 */
public class IdGenerator {
  /** One millisecond before the first reading, so that no id is 0. */
  private static final long START = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli() - 1;

  private static final long STEP_BACK_MILLIS = 100;
  private static final int WORKER_BITS = 10;
  private static final int SEQUENCE_BITS = 12;
  private static final int LAST_OF_A_MILLISECOND = (1 << SEQUENCE_BITS) - 1;

  protected final int worker;
  protected final Clock clock;
  protected long latest = Long.MIN_VALUE;

  /** The millisecond of the last id: the latest reading, or later if that one was used up. */
  protected long last = Long.MIN_VALUE;

  protected int sequence;

  public IdGenerator(int worker, Clock clock) {
    this.worker = worker;
    this.clock = clock;
  }

  public synchronized long next() {
    long now = clock.millis();
    checkStep(now);
    latest = Math.max(latest, now);
    advance(now);
    return id(last - START);
  }

  private void checkStep(long now) {
    if (latest != Long.MIN_VALUE && now < latest - STEP_BACK_MILLIS) {
      throw new IllegalStateException("the clock went back by %d ms".formatted(latest - now));
    }
  }

  /** The clock is compared with the last id's time before anything is stored or reset. */
  protected void advance(long now) {
    if (now > last) {
      last = now;
      sequence = 0;
    } else if (sequence < LAST_OF_A_MILLISECOND) {
      sequence++;
    } else {
      // Waiting for the next millisecond would also work, but with a stopped clock it would never
      // end.
      last++;
      sequence = 0;
    }
  }

  protected long id(long millis) {
    return (millis << (WORKER_BITS + SEQUENCE_BITS)) | ((long) worker << SEQUENCE_BITS) | sequence;
  }
}
