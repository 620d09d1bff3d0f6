package dev.syslab.kit.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Passes each chunk of one direction on later; a stream's chunks wait one after the other. */
public final class DelayRule implements Rule {
  private final Duration delay;
  private final Direction direction;
  private final AtomicLong delayed = new AtomicLong();

  public DelayRule(Duration delay, Direction direction) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative, was " + delay);
    }
    this.delay = delay;
    this.direction = direction;
  }

  /** How many chunks were delayed so far. */
  public long delayed() {
    return delayed.get();
  }

  @Override
  public Filter open(Direction stream) {
    return (chunk, offset, length, next) -> {
      if (stream == direction) {
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        delayed.incrementAndGet();
      }
      next.accept(chunk, offset, length);
    };
  }
}
