package dev.syslab.kit.net;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops the first stream that reaches a point, just before that point, until released. Every other
 * stream continues.
 */
public final class HoldRule implements Holding {
  private final Direction direction;
  private final String pattern;
  private final long bytes;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final Gate gate = new Gate();

  private HoldRule(Direction direction, String pattern, long bytes) {
    this.direction = direction;
    this.pattern = pattern;
    this.bytes = bytes;
  }

  /**
   * Holds before the pattern's first byte; a part of it that came in an earlier chunk has already
   * passed.
   */
  public static HoldRule at(String pattern, Direction direction) {
    return new HoldRule(direction, pattern, 0);
  }

  /** Holds after that many bytes of one connection, counted from now. */
  public static HoldRule after(long bytes, Direction direction) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
    }
    return new HoldRule(direction, null, bytes);
  }

  @Override
  public boolean reached() {
    return reached.getCount() == 0;
  }

  @Override
  public void release() {
    gate.open();
  }

  @Override
  public void disconnect() {
    gate.condemn();
  }

  @Override
  public Filter open(Direction stream) {
    if (stream != direction) {
      return (chunk, offset, length, next) -> next.accept(chunk, offset, length);
    }
    return pattern == null ? new ByBytes() : new ByPattern();
  }

  private void holdIfFirst() throws IOException, InterruptedException {
    if (!gate.isOpen() && taken.compareAndSet(false, true)) {
      reached.countDown();
      gate.pass();
    }
  }

  private final class ByPattern implements Filter {
    private final Matcher matcher = new Matcher(pattern);

    @Override
    public void accept(byte[] chunk, int offset, int length, Sink next)
        throws IOException, InterruptedException {
      var found = matcher.accept(chunk, offset, length);
      int before = found.isEmpty() ? length : found.get(0);
      if (before > 0) {
        next.accept(chunk, offset, before);
      }
      if (!found.isEmpty()) {
        holdIfFirst();
      }
      if (before < length) {
        next.accept(chunk, offset + before, length - before);
      }
    }
  }

  private final class ByBytes implements Filter {
    private long passed;

    @Override
    public void accept(byte[] chunk, int offset, int length, Sink next)
        throws IOException, InterruptedException {
      int before = (int) Math.max(0, Math.min(length, bytes - passed));
      passed += length;
      if (before > 0) {
        next.accept(chunk, offset, before);
      }
      if (before < length) {
        holdIfFirst();
        next.accept(chunk, offset + before, length - before);
      }
    }
  }
}
