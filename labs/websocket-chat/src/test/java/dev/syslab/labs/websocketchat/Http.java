package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests that are no upgrades, and their answers. */
final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Http() {}

  record Answer(int status, Optional<Cookie> cookie) {}

  static Answer login(int port, String user, String password, String... headers) {
    String body = JSON.createObjectNode().put("user", user).put("password", password).toString();
    return post(port, "/login", body, headers);
  }

  /** The cookie of a login that succeeds. */
  static Cookie session(int port, String user, String password, String... headers) {
    Answer answer = login(port, user, password, headers);
    if (answer.status() != 204 || answer.cookie().isEmpty()) {
      throw new AssertionError(
          "the login of " + user + "\nexpected: 204, and a cookie\nseen: " + answer);
    }
    return answer.cookie().get();
  }

  static Answer post(int port, String path, String body, String... headers) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    lines.add("POST " + path + " HTTP/1.1");
    lines.add("Host: 127.0.0.1:" + port);
    lines.add("Content-Type: application/json");
    lines.add("Content-Length: " + content.length);
    lines.add("Connection: close");
    lines.addAll(List.of(headers));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) Wire.PATIENCE.toMillis());
      String head = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(content);
      String answer = Handshake.answer(new BufferedInputStream(socket.getInputStream()));
      return new Answer(Integer.parseInt(answer.split(" ")[1]), cookie(answer));
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      throw new AssertionError("POST " + path + " was not answered: " + e, e);
    }
  }

  private static Optional<Cookie> cookie(String answer) {
    return answer
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie:"))
        .map(line -> Cookie.parse(line.substring("set-cookie:".length())))
        .findFirst();
  }
}
