package dev.syslab.labs.websocketchat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The upgrade from HTTP, with the key of RFC 6455's own example. */
final class Handshake {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private Handshake() {}

  static byte[] request(int port, String target, List<String> headers) {
    List<String> lines = new ArrayList<>();
    lines.add("GET " + target + " HTTP/1.1");
    lines.add("Host: 127.0.0.1:" + port);
    lines.add("Upgrade: websocket");
    lines.add("Connection: Upgrade");
    lines.add("Sec-WebSocket-Key: " + KEY);
    lines.add("Sec-WebSocket-Version: 13");
    lines.addAll(headers);
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** The header of the answer, up to the empty line. */
  static String answer(InputStream in) throws IOException {
    StringBuilder header = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      header.append((char) c);
      if (header.length() > 3 && header.substring(header.length() - 4).equals("\r\n\r\n")) {
        break;
      }
    }
    return header.toString();
  }

  /** A header of the answer; empty if it has none of this name. */
  static String header(String answer, String name) {
    return answer
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  static boolean accepted(String answer) {
    return answer.startsWith("HTTP/1.1 101 ") && answer.contains(ACCEPT);
  }
}
