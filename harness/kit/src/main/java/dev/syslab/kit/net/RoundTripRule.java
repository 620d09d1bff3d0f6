package dev.syslab.kit.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often an answer follows a request; changes nothing. Requests that are sent together
 * and answered together count once, because they take as long as one.
 */
public final class RoundTripRule implements Rule {
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();

  /** Answers so far, over all connections, that follow an unanswered request. */
  public long count() {
    return count.get();
  }

  @Override
  public Filter open(Direction stream) {
    return (chunk, offset, length, next) -> {
      if (stream == Direction.TO_SERVER) {
        asked.set(1);
      } else if (asked.getAndSet(0) == 1) {
        count.incrementAndGet();
      }
      next.accept(chunk, offset, length);
    };
  }
}
