package dev.syslab.labs.ratelimiter;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service behind the gateways: remembers what reached it. */
final class Upstream implements AutoCloseable {
  /** A path and a query that are another's once they have been decoded. */
  static final String PATH = "/search/a%2Fb%20c?q=a%20b&page=2";

  /** Ends every body: bytes that are no UTF-8, each as a character of ISO 8859-1. */
  static final String BYTES = " \u00ff\u00fe\u00e9";

  private static final Pattern STATUS = Pattern.compile(".*/status/(\\d+)");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Upstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestURI().toString());
          byte[] body =
              ("upstream " + exchange.getRequestURI() + BYTES)
                  .getBytes(StandardCharsets.ISO_8859_1);
          Matcher status = STATUS.matcher(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(
              status.matches() ? Integer.parseInt(status.group(1)) : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Paths and queries of the requests that came, in order. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
