package dev.syslab.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A page that a lab ships, served on 127.0.0.1 for a browser: the resources below {@code page/},
 * and texts that are only known when the subjects run.
 */
public final class Page implements AutoCloseable {
  private static final String INDEX = "/index.html";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private final ClassLoader resources;
  private final Consumer<String> announce;
  private HttpServer server;

  /**
   * @param resources finds the lab's resources
   * @param announce tells the user something while the page is open
   */
  Page(ClassLoader resources, Consumer<String> announce) {
    this.resources = resources;
    this.announce = announce;
  }

  /**
   * Serves the page on a free port.
   *
   * @param texts what else is served, by its path, such as {@code /nodes.json}
   * @return its address
   */
  public URI open(Map<String, String> texts) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, resources, texts));
    server.start();
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Serves the page, tells the user where it is, and waits until the command is interrupted. */
  public void keepOpen(Map<String, String> texts) throws IOException, InterruptedException {
    announce.accept("open " + open(texts) + " in a browser; press Ctrl-C to stop");
    new CountDownLatch(1).await();
  }

  private static void answer(
      HttpExchange exchange, ClassLoader resources, Map<String, String> texts) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      path = path.equals("/") ? INDEX : path;
      byte[] content = content(path, resources, texts);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain");
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    }
  }

  /** Null if there is none. */
  private static byte[] content(String path, ClassLoader resources, Map<String, String> texts)
      throws IOException {
    if (texts.containsKey(path)) {
      return texts.get(path).getBytes(StandardCharsets.UTF_8);
    }
    if (!path.matches("(/[\\w-]+)*/[\\w-]+\\.\\w+")) {
      return null; // Nothing above the folder.
    }
    try (InputStream resource = resources.getResourceAsStream("page" + path)) {
      return resource == null ? null : resource.readAllBytes();
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
