package dev.syslab.subject.host;

import com.sun.net.httpserver.HttpExchange;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;

/** How answers are sent. */
final class Answers {
  private Answers() {}

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  static void notFound(HttpExchange exchange, String path) throws IOException {
    send(exchange, 404, Wire.bytes(new Wire.Problem("NoSuchMethod", path, 0)));
  }
}
