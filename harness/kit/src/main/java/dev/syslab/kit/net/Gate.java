package dev.syslab.kit.net;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Where held streams wait until they may continue or must end. Only the first of the two decisions
 * counts.
 */
final class Gate {
  private final CountDownLatch decided = new CountDownLatch(1);
  private boolean condemned;

  boolean isOpen() {
    return decided.getCount() == 0;
  }

  synchronized void open() {
    decided.countDown();
  }

  synchronized void condemn() {
    if (!isOpen()) {
      condemned = true;
      decided.countDown();
    }
  }

  /**
   * Waits for the decision.
   *
   * @throws IOException if the stream is to end
   */
  void pass() throws IOException, InterruptedException {
    decided.await();
    synchronized (this) {
      if (condemned) {
        throw new IOException("the held connection is ended");
      }
    }
  }
}
