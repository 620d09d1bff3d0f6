package dev.syslab.labs.sharding;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server behind the proxy: remembers what reached it, and behaves as it is told. */
final class Backend implements AutoCloseable {
  /** What it does with the next requests, after it has read them. */
  enum Behaviour {
    ANSWERS,
    BREAKS_OFF,
    BREAKS_OFF_IN_THE_BODY,
    IS_BUSY,
    REDIRECTS,
    IS_SILENT
  }

  /** A request as it came. */
  record Heard(String method, String target, Headers headers, String body) {}

  static final String BODY = "answer \u00ff\u00fe\u00e9";

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final List<Behaviour> next = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile String location;

  Backend() throws IOException {
    this(0);
  }

  Backend(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  Backend then(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
    return this;
  }

  Backend redirectsTo(String url) {
    location = url;
    return this;
  }

  /** Answers again. */
  void forget() {
    next.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    heard.add(
        new Heard(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(body, StandardCharsets.ISO_8859_1)));
    Behaviour behaviour = next.isEmpty() ? Behaviour.ANSWERS : next.remove(0);
    byte[] answer = BODY.getBytes(StandardCharsets.ISO_8859_1);
    try (exchange) {
      switch (behaviour) {
        case ANSWERS -> {
          Headers headers = exchange.getResponseHeaders();
          headers.set("Connection", "X-Hop");
          headers.set("X-Hop", "1");
          headers.set("Keep-Alive", "timeout=77");
          headers.put("X-End", List.of("one", "two"));
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(203, head ? -1 : answer.length);
          if (!head) {
            exchange.getResponseBody().write(answer);
          }
        }
        case IS_BUSY -> {
          exchange.sendResponseHeaders(503, answer.length);
          exchange.getResponseBody().write(answer);
        }
        case REDIRECTS -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, answer.length);
          exchange.getResponseBody().write(answer);
        }
        case BREAKS_OFF_IN_THE_BODY -> {
          exchange.sendResponseHeaders(203, 1_000);
          exchange.getResponseBody().write(answer);
          exchange.getResponseBody().flush();
        }
        case IS_SILENT -> closed.await();
        case BREAKS_OFF -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port();
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
