package dev.syslab.subject.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.bridge.Bridge;
import dev.syslab.subject.wire.Engagement;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a Java class as a subject: one HTTP request for each call of the contract (see
 * docs/subject-protocol.md). It listens before the class is constructed, and reports healthy
 * afterwards, so that a slow constructor can be distinguished from a missing program.
 *
 * <p>It can serve several subjects, one after the other, because a JVM takes longer to start than
 * most tests take. It serves another one only if the previous one has left nothing active behind
 * (see {@link Leftovers}).
 */
final class SubjectHost {
  private static final int BACKLOG = 1024;
  private static final Duration DRAIN = Duration.ofSeconds(4);
  // Its links are cut by then: calls in flight end soon, or are not worth waiting for.
  private static final Duration CALM = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final HttpServer server;
  private final String mark;
  private final Leftovers leftovers;

  // Each subject has its own pool, so that it does not find what another one has left in the
  // threads.
  private volatile ExecutorService workers = Executors.newCachedThreadPool();
  private volatile Served served;

  /** A host that serves nothing yet. */
  SubjectHost(int port, String mark) throws IOException {
    this.mark = mark;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
            BACKLOG);
    server.setExecutor(task -> workers.execute(task));
    server.createContext("/", this::handle);
    server.start();
    this.leftovers = Leftovers.before();
  }

  /** A host that serves only this contract. */
  SubjectHost(Class<?> contract, int port) throws IOException {
    this(port, null);
    serve(contract);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Serves this contract from now on; the class has not been constructed yet. */
  void serve(Class<?> contract) {
    served = new Served(contract);
  }

  /** Constructs the class; from then on the subject is healthy. */
  void construct(Class<?> type, Environment environment) throws Throwable {
    served.construct(type, environment);
  }

  /** Lets calls in flight finish, then closes the subject if it can be closed. */
  void stop() {
    // It closes the listener at once, but on Java 17 it waits for its whole timeout even if nothing
    // is in flight.
    Thread closing = new Thread(() -> server.stop((int) DRAIN.toSeconds()), "stop");
    closing.setDaemon(true);
    closing.start();
    Served ending = served;
    if (ending != null) {
      ending.end(DRAIN);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Served current = served;
      if (mark != null) {
        exchange.getResponseHeaders().set(Engagement.IDENTITY, Engagement.identity(mark));
      }
      if (mark != null && mark.equals(exchange.getRequestHeaders().getFirst(Engagement.HEADER))) {
        takeOver(exchange, path);
      } else if (current == null) {
        Answers.send(exchange, 503, Wire.bytes("idle"));
      } else {
        current.answer(exchange, path.substring(1));
      }
    }
  }

  private void takeOver(HttpExchange exchange, String path) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.equals(Engagement.BEGIN)) {
      Engagement next = (Engagement) Wire.result(body, Engagement.class);
      Thread main = new Thread(() -> SubjectMain.begin(this, next), "main");
      main.start();
      awaitSoonEnd(main);
      Answers.send(exchange, Wire.OK, Wire.bytes("begins"));
    } else {
      boolean nothingLeft = endServed();
      Answers.send(exchange, nothingLeft ? Wire.OK : 409, Wire.bytes(leftovers.found()));
    }
  }

  /**
   * Most classes are constructed immediately: then the answer says so, and the judge need not poll.
   */
  private static void awaitSoonEnd(Thread main) {
    try {
      main.join(SOON.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the subject, and returns whether nothing is left of it. */
  private boolean endServed() {
    Served ending = served;
    served = null;
    boolean calm = ending == null || ending.end(CALM);
    if (calm && ending != null) {
      ending.abandon();
    }
    ExecutorService used = workers;
    workers = Executors.newCachedThreadPool();
    used.shutdown();
    Bridge.here().release();
    return calm && leftovers.removed();
  }
}
