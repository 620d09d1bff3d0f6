package dev.syslab.labs.sharding;

import dev.syslab.kit.*;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to a proxy. Each byte of a body is a character. */
final class Http {
  private static final Duration BOUND = Duration.ofSeconds(9);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  Http(int port) {
    this.port = port;
  }

  static String encoded(String key) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : key.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = one >= '0' && one <= '9' || one >= 'a' && one <= 'z' || one == '+';
      encoded.append(plain ? "" + (char) one : "%%%02X".formatted(one & 0xff));
    }
    return encoded.toString();
  }

  HttpResponse<String> send(String method, String target, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(BOUND)
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
            .build();
    return client.send(request, BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  /** Sends these lines, and reads until this has come. */
  String raw(String last, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) BOUND.toMillis());
      String request = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      int next;
      while (answer.indexOf(last) < 0 && (next = socket.getInputStream().read()) >= 0) {
        answer.append((char) next);
      }
      return answer.toString();
    }
  }

  /** Waits until the proxy and what is behind it are warm. */
  Http warm(String target) {
    Wait.until(
        "a first answer through the proxy",
        Duration.ofSeconds(20),
        () -> {
          try {
            return send("GET", target, "").statusCode() == 203;
          } catch (Exception e) {
            return false;
          }
        });
    return this;
  }
}
