package dev.syslab.kit.net;

import java.util.concurrent.atomic.AtomicLong;

/** Counts how often a pattern, or any byte at all, passes in one direction; changes nothing. */
public final class CountRule implements Rule {
  private final String pattern;
  private final Direction direction;
  private final AtomicLong count = new AtomicLong();

  /** Counts occurrences of the pattern. */
  public CountRule(String pattern, Direction direction) {
    this.pattern = pattern;
    this.direction = direction;
  }

  /** Counts bytes. */
  public CountRule(Direction direction) {
    this(null, direction);
  }

  public long count() {
    return count.get();
  }

  @Override
  public Filter open(Direction stream) {
    Matcher matcher = pattern == null ? null : new Matcher(pattern);
    return (chunk, offset, length, next) -> {
      if (stream == direction) {
        count.addAndGet(matcher == null ? length : matcher.accept(chunk, offset, length).size());
      }
      next.accept(chunk, offset, length);
    };
  }
}
