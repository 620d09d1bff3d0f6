package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Receipt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What happened to the messages that a channel has published since {@link #expect}. RabbitMQ
 * numbers the messages on a channel from 1, and confirms by number; "multiple" means all up to it.
 */
public class Confirms {
  protected Receipt[] receipts;
  private long first;
  private final BitSet settled = new BitSet();
  private boolean ended;

  public Confirms(int count) {
    this.receipts = new Receipt[count];
  }

  public synchronized void expect(int count, long firstTag) {
    receipts = new Receipt[count];
    first = firstTag;
    settled.clear();
  }

  /** Comes before the message's confirm. */
  public synchronized void returned(int index) {
    receipts[index] = Receipt.UNROUTABLE;
  }

  public synchronized void confirmed(long tag, boolean multiple, Receipt receipt) {
    int last = (int) (tag - first);
    int next = multiple ? settled.nextClearBit(0) : last;
    for (int i = next; i <= last; i = settled.nextClearBit(i + 1)) {
      settled.set(i);
      settle(i, receipt);
    }
    if (complete()) {
      notifyAll();
    }
  }

  protected void settle(int index, Receipt receipt) {
    if (receipts[index] == null) {
      receipts[index] = receipt;
    }
  }

  private boolean complete() {
    return settled.cardinality() == receipts.length;
  }

  /** The channel is closed: nothing more will arrive. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * @return whether every message was confirmed
   */
  public synchronized boolean await(long deadline) {
    while (!complete() && !ended) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return complete();
  }

  /** A message that was neither confirmed nor returned may or may not have been stored. */
  public synchronized List<Receipt> receipts(int count) {
    List<Receipt> all = new ArrayList<>(Arrays.asList(Arrays.copyOf(receipts, count)));
    all.replaceAll(receipt -> receipt == null ? Receipt.UNKNOWN : receipt);
    return all;
  }
}
