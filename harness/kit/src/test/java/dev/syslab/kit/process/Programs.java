package dev.syslab.kit.process;

import com.sun.net.httpserver.HttpServer;
import dev.syslab.subject.wire.Engagement;
import dev.syslab.subject.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A program that speaks the subject protocol badly, in the way that its argument names. */
public final class Programs {
  private Programs() {}

  static SubjectSource.Command misbehaving(String how) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return shell(
        "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp '%s' %s %s"
            .formatted(java, System.getProperty("java.class.path"), Programs.class.getName(), how));
  }

  static SubjectSource.Command shell(String command) {
    return new SubjectSource.Command("program", command, Path.of("").toAbsolutePath());
  }

  /**
   * A program that serves subjects one after the other. The variable {@code KEEPS} says whether it
   * ends them in order.
   */
  static SubjectSource.Command servingMany() {
    SubjectSource.Command one = misbehaving("serves-many");
    return new SubjectSource.Command(one.name(), one.command(), one.folder(), true);
  }

  /** A shell script, for what needs more than one command. */
  static SubjectSource.Command script(String script) {
    return shell("/bin/sh -c \"" + script.replace("\"", "\\\"").replace("$", "\\$") + "\"");
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(System.getenv("PORT"));
    switch (arguments[0]) {
      case "never-answers" -> {
        try (ServerSocket silent = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
          new CountDownLatch(1).await();
        }
      }
      case "says-hello" -> hello(port);
      case "headers" -> headers(port, "X-More: 1\r\n");
      case "header" -> headers(port, "x".repeat(1_000));
      case "serves-many" -> serveMany(port);
      default -> serve(arguments[0], port);
    }
  }

  /** Answers with headers, or one, without end. */
  private static void headers(int port, String more) throws IOException {
    try (ServerSocket door = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
      while (true) {
        try (Socket socket = door.accept();
            BufferedReader in =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
          OutputStream out = socket.getOutputStream();
          boolean health = in.readLine().contains("/health");
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          if (health) {
            out.write("Content-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          }
          while (!health) {
            out.write(more.getBytes(StandardCharsets.US_ASCII));
          }
        } catch (IOException e) {
          // The judge has had enough.
        }
      }
    }
  }

  private static void hello(int port) throws IOException {
    try (ServerSocket listener = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
      while (true) {
        try (Socket client = listener.accept()) {
          client.getOutputStream().write("220 hello, this is mail\r\n".getBytes());
        }
      }
    }
  }

  /** Its one method says who it serves; whose goodbye is refused keeps something. */
  private static void serveMany(int port) throws IOException {
    AtomicReference<Map<String, String>> environment = new AtomicReference<>(System.getenv());
    String mark = System.getenv(Engagement.MARK);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean marked = mark.equals(exchange.getRequestHeaders().getFirst(Engagement.HEADER));
          byte[] said = exchange.getRequestBody().readAllBytes();
          Map<String, String> served = environment.get();
          int status = path.equals("/health") && served == null ? 503 : 200;
          String answer = served == null ? "" : served.getOrDefault("WHO", "");
          if (marked && path.equals(Engagement.BEGIN)) {
            environment.set(((Engagement) Wire.result(said, Engagement.class)).environment());
          } else if (marked && path.equals(Engagement.END)) {
            environment.set(null);
            status = served.containsKey("KEEPS") ? 409 : 200;
          }
          byte[] body = Wire.bytes(answer);
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  private static void serve(String how, int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          boolean health = exchange.getRequestURI().getPath().equals("/health");
          if (!health && how.equals("dies")) {
            Runtime.getRuntime().halt(7);
          }
          if (!health && how.equals("hangs")) {
            awaitForever();
          }
          byte[] body = (health ? "\"ready\"" : answer(how)).getBytes(StandardCharsets.UTF_8);
          int status =
              !health && how.startsWith("status-") ? Integer.parseInt(how.substring(7)) : 200;
          boolean endless = !health && how.equals("trickles");
          exchange.sendResponseHeaders(status, endless ? 0 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            out.flush();
            if (endless) {
              awaitForever();
            }
          }
        });
    server.start();
    if (how.equals("prints")) {
      byte[] noise = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      // A thousand times what is kept, without a line's end.
      for (int i = 0; i < 1 << 10; i++) {
        System.out.write(noise);
      }
      System.out.println();
      System.out.println("all printed");
    }
  }

  private static String answer(String how) {
    return switch (how) {
      case "nonsense" -> "<html>it works</html>";
      case "wrong-shape" -> "{\"total\": \"many\"}";
      case "null" -> "null";
      case "trickles" -> "4";
      case "long" -> "\"" + "y".repeat(5_000) + "\"";
      case "status-422" -> "{\"error\": \"NotOfTheContract\", \"message\": \"what?\"}";
      case "status-500" -> "{\"error\": \"TypeError\", \"message\": \"x is undefined\"}";
      case "status-501" -> "{\"error\": \"NotImplemented\", \"message\": \"add it\", \"stage\": 2}";
      default -> "42";
    };
  }

  private static void awaitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
