package dev.syslab.subject.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serves a Java class as a subject: one HTTP request for each call of the contract (see
 * docs/subject-protocol.md). It listens before the class is constructed, and reports healthy after,
 * so that a slow constructor is told from a missing program.
 */
final class SubjectHost {
  private static final int BACKLOG = 1024;
  private static final int DRAIN_SECONDS = 4;

  private final Class<?> contract;
  private final Map<String, Method> methods;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final HttpServer server;
  // One party for each call in flight, and one for the host: it advances when the host stops and
  // the last call has ended.
  private final Phaser inFlight = new Phaser(1);

  private volatile Object subject;
  private volatile NotImplemented unfinishedConstructor;

  SubjectHost(Class<?> contract, int port) throws IOException {
    this.contract = contract;
    this.methods =
        Stream.of(contract.getMethods())
            .collect(
                Collectors.toMap(Method::getName, Function.identity(), SubjectHost::overloaded));
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
            BACKLOG);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Method overloaded(Method one, Method other) {
    throw new IllegalArgumentException(
        "the contract has two methods "
            + one.getName()
            + "; the protocol finds a method by its name alone");
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Constructs the class; from then on the subject is healthy. */
  void construct(Class<?> type, Environment environment) throws Throwable {
    try {
      var constructor = type.getDeclaredConstructor(Environment.class);
      constructor.setAccessible(true);
      subject = contract.cast(constructor.newInstance(environment));
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof NotImplemented todo)) {
        throw e.getCause();
      }
      // Calls answer "not implemented", which names the stage; a dead process would not.
      unfinishedConstructor = todo;
    }
  }

  /** Lets calls in flight finish, then closes the subject if it can be closed. */
  void stop() {
    // It closes the listener at once, but on Java 17 waits its whole bound even when nothing is in
    // flight.
    Thread closing = new Thread(() -> server.stop(DRAIN_SECONDS), "stop");
    closing.setDaemon(true);
    closing.start();
    try {
      inFlight.awaitAdvanceInterruptibly(inFlight.arrive(), DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // What is in flight now is cut off.
    }
    if (subject instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    inFlight.register();
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean ready = subject != null || unfinishedConstructor != null;
      if (path.equals("health")) {
        send(exchange, ready ? Wire.OK : 503, Wire.bytes(ready ? "ready" : "starting"));
      } else if (!methods.containsKey(path) || !ready) {
        send(exchange, 404, Wire.bytes(new Wire.Problem("NoSuchMethod", path, 0)));
      } else {
        call(exchange, methods.get(path), body);
      }
    } finally {
      inFlight.arriveAndDeregister();
    }
  }

  private void call(HttpExchange exchange, Method method, byte[] body) throws IOException {
    int status = Wire.OK;
    byte[] answer;
    try {
      if (unfinishedConstructor != null) {
        throw unfinishedConstructor;
      }
      answer = Wire.bytes(method.invoke(subject, Wire.arguments(method, body)));
    } catch (InvocationTargetException e) {
      status = status(method, e.getCause());
      answer = Wire.bytes(problem(status, e.getCause()));
    } catch (NotImplemented e) {
      status = Wire.NOT_IMPLEMENTED;
      answer = Wire.bytes(problem(status, e));
    } catch (IllegalArgumentException e) {
      // The subject's own ones come wrapped: this is a result that JSON cannot carry.
      status = Wire.FAILED;
      answer = Wire.bytes(problem(status, e));
    } catch (IOException | IllegalAccessException e) {
      status = 400;
      answer = Wire.bytes(problem(status, e));
    }
    send(exchange, status, answer);
  }

  private static int status(Method method, Throwable error) {
    if (error instanceof NotImplemented) {
      return Wire.NOT_IMPLEMENTED;
    }
    boolean declared =
        Wire.contractErrors(method).stream().anyMatch(type -> type.isInstance(error));
    return declared ? Wire.CONTRACT_ERROR : Wire.FAILED;
  }

  private static Wire.Problem problem(int status, Throwable error) {
    int stage = error instanceof NotImplemented todo ? todo.stage() : 0;
    String message = String.valueOf(error.getMessage());
    if (status == Wire.FAILED) {
      error.printStackTrace();
      message = stackOf(error);
    }
    return new Wire.Problem(error.getClass().getSimpleName(), message, stage);
  }

  private static String stackOf(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
