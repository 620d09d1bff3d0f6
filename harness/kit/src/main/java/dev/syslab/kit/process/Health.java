package dev.syslab.kit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a program whether it is ready. A plain socket: the first real client would cost 100 ms
 * before the program has begun.
 */
final class Health {
  static final String READY = "ready";
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
      return "nothing answers on its PORT " + port + " (" + e.getMessage() + ")";
    }
  }
}
