package dev.syslab.kit.process;

import dev.syslab.kit.verdict.Inconclusive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * Finds loopback ports below the range from which systems choose the ports of outgoing connections.
 */
final class FreePorts {
  private static final int LOWEST = 15_000;
  private static final int BELOW = 31_000;
  private static final int TRIES = 200;

  private FreePorts() {}

  /**
   * @throws Inconclusive if none is found: the machine has no port left, which is not the subject's
   *     fault
   */
  static int next() {
    return next(FreePorts::taken);
  }

  static int next(IntPredicate taken) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
      if (!taken.test(port)) {
        return port;
      }
    }
    throw new Inconclusive(
        "no free port between " + LOWEST + " and " + BELOW + " was found in " + TRIES + " tries");
  }

  /** Whether a program listens on that port. */
  static boolean taken(int port) {
    try (ServerSocket probe =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return probe.getLocalPort() != port;
    } catch (IOException e) {
      return true;
    }
  }
}
