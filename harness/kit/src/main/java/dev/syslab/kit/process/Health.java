package dev.syslab.kit.process;

import dev.syslab.subject.wire.Engagement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Asks a program whether it is ready. A plain socket: the first real client would cost 100 ms
 * before the program has begun.
 */
final class Health {
  static final String READY = "ready";

  /** The beginning of the result if no program listens yet. */
  static final String NOTHING = "nothing answers";

  private static final int MILLIS = 1_000;
  private static final int LONGEST_HEAD = 4_096;

  private Health() {}

  /**
   * {@link #READY}, or a description of what was seen instead.
   *
   * @param mark of the program that is asked; a program that answers with a different mark is not
   *     ready
   */
  static String ask(int port, String mark) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), MILLIS);
      socket.setSoTimeout(MILLIS);
      String request =
          "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      if (line.isEmpty()) {
        return NOTHING + " on its PORT " + port + " (the connection ended)";
      }
      if (!line.endsWith(" 200")) {
        return "GET /health on PORT " + port + " answered “" + line.trim() + "”";
      }
      return isAnother(head(socket.getInputStream()), mark)
          ? "another program answers on PORT " + port
          : READY;
    } catch (IOException e) {
      return NOTHING + " on its PORT " + port + " (" + e.getMessage() + ")";
    }
  }

  /** The headers, as far as they arrive. */
  private static String head(InputStream in) {
    StringBuilder head = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0 && head.length() < LONGEST_HEAD; next = in.read()) {
        head.append((char) next);
        if (head.indexOf("\r\n\r\n") >= 0) {
          break;
        }
      }
    } catch (IOException e) {
      // It answered but never ends its headers, so it does not identify itself.
    }
    return head.toString();
  }

  /** A program in another language need not identify itself. */
  private static boolean isAnother(String head, String mark) {
    String name = Engagement.IDENTITY.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(name))
        .anyMatch(line -> !line.substring(name.length()).strip().equals(Engagement.identity(mark)));
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
