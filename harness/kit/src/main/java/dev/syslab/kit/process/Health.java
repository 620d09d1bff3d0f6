package dev.syslab.kit.process;

import dev.syslab.subject.wire.Engagement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a program whether it is ready. A plain socket: the first real client would cost 100 ms
 * before the program has begun.
 */
final class Health {
  static final String READY = "ready";

  /** Begins what is seen where no program listens yet. */
  static final String NOTHING = "nothing answers";

  private static final int MILLIS = 1_000;

  private Health() {}

  /** {@link #READY}, or what was seen instead. */
  static String ask(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), MILLIS);
      socket.setSoTimeout(MILLIS);
      String request =
          "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return line.endsWith(" 200")
          ? READY
          : "GET /health on PORT " + port + " answered “" + line.trim() + "”";
    } catch (IOException e) {
      return NOTHING + " on its PORT " + port + " (" + e.getMessage() + ")";
    }
  }

  /**
   * Posts to a program of the kit's own, and says whether it answered with 200 in time.
   *
   * @param mark the program's
   */
  static boolean post(int port, String path, String mark, byte[] body, Duration bound) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), MILLIS);
      socket.setSoTimeout((int) bound.toMillis());
      socket.setTcpNoDelay(true);
      String head =
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(path, port, Engagement.HEADER, mark, body.length);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return line.endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
