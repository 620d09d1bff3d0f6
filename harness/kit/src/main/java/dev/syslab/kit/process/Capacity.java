package dev.syslab.kit.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many connections the links of this process carry at once. Each takes two of the process's
 * file descriptors; a subject that opens thousands must not take those that the judge needs.
 */
public final class Capacity {
  private static final int KEPT_FOR_THE_JUDGE = 256;
  private static final int LEAST = 64;
  private static final int EACH = 2;

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param most how many connections may be open at once
   */
  public Capacity(int most) {
    this.most = most;
  }

  /** The capacity of this process. */
  public static Capacity ofThisProcess() {
    return OfThisProcess.IT;
  }

  /** Not asked for before it is needed: the platform's beans take a while to load. */
  private static final class OfThisProcess {
    static final Capacity IT = new Capacity(mostConnections());

    private static int mostConnections() {
      long descriptors =
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getMaxFileDescriptorCount()
              : Integer.MAX_VALUE;
      long free = (descriptors - KEPT_FOR_THE_JUDGE) / EACH;
      return (int) Math.max(LEAST, Math.min(Integer.MAX_VALUE, free));
    }
  }

  /** Reserves a slot for a connection; returns false if none is left, which is counted. */
  public boolean take() {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    taken.decrementAndGet();
    refused.incrementAndGet();
    return false;
  }

  /** Returns the slot of a connection that has ended. */
  public void giveBack() {
    taken.decrementAndGet();
  }

  /** How many connections may be open at once. */
  public int most() {
    return most;
  }

  /** How many connections were refused since the process began, because too many were open. */
  public long refused() {
    return refused.get();
  }
}
