package dev.syslab.solutions.sharding;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syslab.labs.sharding.Proxying;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/**
 * Stage 8: takes a request, finds its backend, and forwards it. Bodies are bounded, so they are
 * held in memory as a whole: a response that breaks off half-way has not been forwarded yet.
 */
public class KeyProxy implements AutoCloseable {
  /** Headers of one connection (RFC 9110, 7.6.1), and those that each side sets itself. */
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "content-length",
          "expect");

  private final List<String> backends;
  private final ToIntFunction<String> route;
  private final HttpServer server;
  private final BackendClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public KeyProxy(List<String> backends, ToIntFunction<String> route, BackendClient client) {
    this.backends = backends;
    this.route = route;
    this.client = client;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(mostBody() + 1);
      Optional<String> key = PathKey.of(target(exchange.getRequestURI()));
      if (key.isEmpty()) {
        answer(exchange, 400);
      } else if (body.length > mostBody()) {
        answer(exchange, 413);
      } else {
        pass(exchange, body, backends.get(route.applyAsInt(key.get())));
      }
    }
  }

  protected int mostBody() {
    return Proxying.MOST_BODY;
  }

  private void pass(HttpExchange exchange, byte[] body, String backend) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(backend + target(exchange.getRequestURI())))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    passed(exchange.getRequestHeaders())
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    try {
      HttpResponse<byte[]> answer = client.send(request.build());
      passed(answer.headers().map()).forEach(exchange.getResponseHeaders()::put);
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    } catch (BackendClient.NoAnswer e) {
      if (e.status() == 503) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
      answer(exchange, e.status());
    }
  }

  /**
   * As it was received: what was decoded cannot be encoded again without loss, and of a path that
   * begins with two slashes, URI takes the first segment for a host.
   */
  private static String target(URI uri) {
    String received = uri.toString();
    return received.startsWith("/")
        ? received
        : uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  protected Map<String, List<String>> passed(Map<String, List<String>> headers) {
    Set<String> not = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    not.addAll(NOT_PASSED);
    not.addAll(named(headers));
    Headers passed = new Headers();
    headers.forEach(
        (name, values) -> {
          if (!not.contains(name)) {
            passed.put(name, values);
          }
        });
    return passed;
  }

  /** What the header Connection names ends here, too. */
  protected List<String> named(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .filter(entry -> "connection".equalsIgnoreCase(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(String::strip)
        .toList();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
