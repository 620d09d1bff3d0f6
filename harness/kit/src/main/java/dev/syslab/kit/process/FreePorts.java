package dev.syslab.kit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds loopback ports below the range from which systems choose the ports of outgoing connections.
 */
final class FreePorts {
  private static final int LOWEST = 15_000;
  private static final int BELOW = 31_000;
  private static final int TRIES = 200;

  private FreePorts() {}

  static int next() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
      try (ServerSocket probe =
          new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
        return probe.getLocalPort();
      } catch (IOException e) {
        // Taken: try another.
      }
    }
    throw new IllegalStateException(
        "no free port between " + LOWEST + " and " + BELOW + " was found in " + TRIES + " tries");
  }
}
