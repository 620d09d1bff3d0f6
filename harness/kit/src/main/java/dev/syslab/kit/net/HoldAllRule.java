package dev.syslab.kit.net;

import java.util.concurrent.CountDownLatch;

/** Stops every stream of one direction, including those that are opened later, until released. */
public final class HoldAllRule implements Holding {
  private final Direction direction;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final Gate gate = new Gate();

  public HoldAllRule(Direction direction) {
    this.direction = direction;
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
    return (chunk, offset, length, next) -> {
      if (stream == direction) {
        reached.countDown();
        gate.pass();
      }
      next.accept(chunk, offset, length);
    };
  }
}
