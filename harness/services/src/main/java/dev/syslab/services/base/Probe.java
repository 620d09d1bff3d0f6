package dev.syslab.services.base;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** The first few bytes of a protocol, spoken without a driver. */
public final class Probe {

  private Probe() {}

  public static boolean accepts(InetSocketAddress address, Duration bound) {
    try (Socket socket = connect(address, bound)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Sends the request and returns the first {@code length} bytes of the answer; fewer at the end,
   * none on failure.
   */
  public static byte[] ask(InetSocketAddress address, Duration bound, byte[] request, int length) {
    long end = System.nanoTime() + bound.toNanos();
    byte[] answer = new byte[length];
    int read = 0;
    try (Socket socket = connect(address, bound)) {
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      while (read < length) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        socket.setSoTimeout((int) left);
        int n = in.read(answer, read, length - read);
        if (n < 0) {
          break;
        }
        read += n;
      }
    } catch (IOException e) {
      // Also a timeout: what came is the answer.
    }
    return Arrays.copyOf(answer, read);
  }

  private static Socket connect(InetSocketAddress address, Duration bound) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) Math.max(1, bound.toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
