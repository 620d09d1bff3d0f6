package dev.syslab.kit.net;

import java.util.concurrent.atomic.AtomicLong;

/** Swallows everything in both directions; connections stay open. */
public final class DiscardRule implements Rule {
  private final AtomicLong swallowed = new AtomicLong();

  /** How many bytes were swallowed so far. */
  public long swallowed() {
    return swallowed.get();
  }

  @Override
  public Filter open(Direction stream) {
    return (chunk, offset, length, next) -> swallowed.addAndGet(length);
  }
}
