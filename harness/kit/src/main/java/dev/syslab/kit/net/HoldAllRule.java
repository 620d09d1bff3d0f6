package dev.syslab.kit.net;

import java.util.concurrent.CountDownLatch;

/** Stops every stream of one direction, those that are opened later too, until released. */
public final class HoldAllRule implements Holding {
  private final Direction direction;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  public HoldAllRule(Direction direction) {
    this.direction = direction;
  }

  @Override
  public boolean reached() {
    return reached.getCount() == 0;
  }

  @Override
  public void release() {
    released.countDown();
  }

  @Override
  public Filter open(Direction stream) {
    return (chunk, offset, length, next) -> {
      if (stream == direction) {
        reached.countDown();
        released.await();
      }
      next.accept(chunk, offset, length);
    };
  }
}
