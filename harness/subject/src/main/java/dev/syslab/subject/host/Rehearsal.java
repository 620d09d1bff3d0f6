package dev.syslab.subject.host;

import dev.syslab.subject.Environment;
import dev.syslab.subject.wire.Wire;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves a small contract once and touches the usual clients: the build runs it with class
 * recording on, and every later subject starts from that archive.
 */
public final class Rehearsal {
  private static final List<String> CLIENTS =
      List.of(
          "redis.clients.jedis.RedisClient",
          "redis.clients.jedis.JedisPooled",
          "com.zaxxer.hikari.HikariDataSource",
          "com.zaxxer.hikari.pool.HikariPool",
          "org.postgresql.Driver",
          "org.postgresql.jdbc.PgConnection",
          "org.postgresql.core.v3.ConnectionFactoryImpl",
          "com.rabbitmq.client.ConnectionFactory");

  private Rehearsal() {}

  /** A contract with each kind of value. */
  public interface Script {
    Optional<Line> line(String name, Duration time, List<Long> numbers);
  }

  /** A value. */
  public record Line(String name, long number) {}

  /** Its subject. */
  public static final class Actor implements Script {
    public Actor(Environment environment) {
      environment.get("SUBJECT_ID");
    }

    @Override
    public Optional<Line> line(String name, Duration time, List<Long> numbers) {
      return Optional.of(new Line(name, numbers.get(0)));
    }
  }

  public static void main(String[] arguments) throws Throwable {
    SubjectHost host = new SubjectHost(Script.class, 0);
    host.construct(Actor.class, new Environment(Map.of("SUBJECT_ID", "0")));
    for (String client : CLIENTS) {
      try {
        Class.forName(client);
      } catch (ClassNotFoundException | LinkageError e) {
        // A library that this build does not hold: one less in the archive.
      }
    }
    byte[] body =
        Wire.arguments(
            Script.class.getMethods()[0], new Object[] {"a", Duration.ofMillis(5), List.of(1L)});
    try (Socket socket =
        new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), host.port())) {
      String head =
          "POST /line HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getInputStream().readAllBytes();
    }
    host.stop();
    System.exit(0);
  }
}
