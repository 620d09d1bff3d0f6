package dev.syslab.subject;

import dev.syslab.subject.process.Clocks;
import dev.syslab.subject.process.Variables;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a subject learns from its environment variables: its id and the addresses of the lab's
 * servers. Subjects share nothing else, so anything that they must agree on goes through a server.
 */
public final class Environment {
  private final Map<String, String> values;

  public Environment(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(Variables.all());
  }

  /** Which of the lab's processes this is: 0, 1, 2, … ({@code SUBJECT_ID}). */
  public int id() {
    return Integer.parseInt(get("SUBJECT_ID"));
  }

  /**
   * This process's clock: the machine's clock plus {@code CLOCK_OFFSET_MILLIS}, which may be
   * negative. Clocks of different servers never agree; some tests make them disagree a lot. Use it
   * wherever you would read the system's time of day. It measures elapsed time like any clock.
   */
  public Clock clock() {
    String offset = values.getOrDefault(Clocks.OFFSET, "0");
    return Clock.offset(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(offset)));
  }

  /** Redis, as {@code redis://user:password@host:port/database} ({@code REDIS_URL}). */
  public URI redis() {
    return URI.create(get("REDIS_URL"));
  }

  /**
   * Every Redis server that this lab has, in the same order for all of its processes ({@code
   * REDIS_URLS}, separated by commas). The first one is {@link #redis()}; usually it is the only
   * one.
   */
  public List<URI> redisServers() {
    return nodes("REDIS_URL");
  }

  private List<URI> nodes(String variable) {
    String urls = values.containsKey(variable + "S") ? get(variable + "S") : get(variable);
    return Stream.of(urls.split(",")).map(URI::create).toList();
  }

  /**
   * PostgreSQL, as {@code postgresql://user:password@host:port/database} ({@code DATABASE_URL}).
   */
  public URI database() {
    return URI.create(get("DATABASE_URL"));
  }

  /**
   * Every PostgreSQL database that this lab has, in the same order for all of its processes ({@code
   * DATABASE_URLS}, separated by commas). The first one is {@link #database()}; usually it is the
   * only one.
   */
  public List<URI> databases() {
    return nodes("DATABASE_URL");
  }

  /** PostgreSQL as a JDBC URL, which includes user and password. */
  public String jdbcUrl() {
    return jdbcUrl(database());
  }

  /** One of {@link #databases()} as a JDBC URL. */
  public static String jdbcUrl(URI uri) {
    String[] user = uri.getUserInfo().split(":", 2);
    return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
        .formatted(uri.getHost(), uri.getPort(), uri.getPath(), user[0], user[1]);
  }

  /** RabbitMQ, as {@code amqp://user:password@host:port/vhost} ({@code AMQP_URL}). */
  public URI amqp() {
    return URI.create(get("AMQP_URL"));
  }

  /** Kafka's bootstrap servers, as {@code host:port} ({@code KAFKA_BOOTSTRAP}). */
  public String kafka() {
    return get("KAFKA_BOOTSTRAP");
  }

  /**
   * The prefix that the name of every Kafka topic and group of this lab must have ({@code
   * KAFKA_PREFIX}).
   */
  public String kafkaPrefix() {
    return get("KAFKA_PREFIX");
  }

  /**
   * A variable's value.
   *
   * @throws IllegalStateException if it is not set
   */
  public String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "the environment variable "
              + name
              + " is not set; either this lab has no such server, or the program was not started by"
              + " ./lab");
    }
    return value;
  }
}
