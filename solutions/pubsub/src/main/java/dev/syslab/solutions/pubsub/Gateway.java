package dev.syslab.solutions.pubsub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.labs.pubsub.UploadJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Accepts uploads over HTTP. If the queue cannot take one, the client is told immediately: it can
 * wait better than this server, which would have to keep what it cannot pass on.
 */
public class Gateway implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int LARGEST = 1 << 20;
  private static final String RETRY_AFTER_SECONDS = "1";

  private final Function<Message, Receipt> publish;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Gateway::thread);

  public Gateway(Function<Message, Receipt> publish) throws IOException {
    this.publish = publish;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = status(exchange);
      if (status == 503) {
        comeAgain(exchange);
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  protected void comeAgain(HttpExchange exchange) {
    exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
  }

  protected int status(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      // Read to the end, or the client would see a broken connection instead of the response.
      exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
      return 400;
    }
    try {
      // getPath decodes what is percent-encoded.
      String topic = exchange.getRequestURI().getPath().substring(1);
      return switch (publish.apply(new Message(topic, UploadJson.decode(body)))) {
        case STORED -> 202;
        case UNROUTABLE -> 404;
        case FULL, UNKNOWN -> 503;
      };
    } catch (IllegalArgumentException e) {
      return 400;
    } catch (RuntimeException e) {
      e.printStackTrace();
      return 500;
    }
  }

  static Gateway over(Function<List<Message>, List<Receipt>> publish) throws IOException {
    return new Gateway(message -> publish.apply(List.of(message)).get(0));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "gateway");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
