package dev.syslab.services.engine;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.registry.Entry;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Docker engine answers, found without a library: every command asks this, and most have
 * nothing else to do with the engine. What is done with containers goes through {@link Docker}.
 */
public final class Engine {

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Pattern SERVER = Pattern.compile("(?mi)^Server: *(\\w+)/([\\d.]*\\d)");

  private static Optional<Engine> found = Optional.empty();

  private final URI uri;
  private final SocketAddress address;

  private Engine(URI uri) {
    this.uri = uri;
    this.address =
        uri.getScheme().equals("unix")
            ? UnixDomainSocketAddress.of(uri.getPath())
            : new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
  }

  /** The engine that answers, or empty; one that was found is kept. */
  public static synchronized Optional<Engine> find() {
    if (found.isEmpty()) {
      found =
          places().stream()
              .filter(Engine::speakable)
              .map(Engine::new)
              .filter(engine -> ok(engine.head("/_ping")))
              .findFirst();
    }
    return found;
  }

  public static Engine require() {
    return find()
        .orElseThrow(
            () ->
                new ServiceException(
                    "no Docker engine answers at "
                        + where()
                        + "; start it (Linux: `systemctl start docker`, otherwise Docker Desktop), or use embedded servers"));
  }

  /** For people: where an engine was looked for. */
  public static String where() {
    List<URI> places = places();
    return places.isEmpty()
        ? "“"
            + configured().orElse("")
            + "” (DOCKER_HOST), which is not an address: it should be unix:///path/to/docker.sock or tcp://host:port"
        : String.join(
            ", ",
            places.stream()
                .map(uri -> "unix".equals(uri.getScheme()) ? uri.getPath() : uri.toString())
                .toList());
  }

  private static Optional<String> configured() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> !host.isBlank())
        .or(Engine::configuredForTestcontainers);
  }

  /** The address of an engine as users write it, with or without a scheme; empty if it is none. */
  static Optional<URI> address(String written) {
    String host = written.strip();
    try {
      URI uri = new URI(host.contains("://") ? host : "tcp://" + host);
      boolean whole = "unix".equals(uri.getScheme()) ? hasPath(uri) : uri.getHost() != null;
      return Optional.of(uri).filter(address -> whole);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean hasPath(URI uri) {
    return uri.getPath() != null && uri.getPath().length() > 1;
  }

  private static List<URI> places() {
    Optional<String> configured = configured();
    if (configured.isPresent()) {
      return address(configured.get()).map(List::of).orElse(List.of());
    }
    List<URI> places = new ArrayList<>();
    places.add(URI.create("unix:///var/run/docker.sock"));
    List<Path> others = new ArrayList<>();
    if (System.getenv("XDG_RUNTIME_DIR") != null) {
      others.add(Path.of(System.getenv("XDG_RUNTIME_DIR"), "docker.sock"));
    }
    for (String socket :
        List.of(".docker/run", ".docker/desktop", ".colima/default", ".rd", ".orbstack/run")) {
      others.add(Path.of(System.getProperty("user.home"), socket, "docker.sock"));
    }
    others.stream()
        .filter(Files::exists)
        .forEach(socket -> places.add(URI.create("unix://" + socket)));
    return places;
  }

  private static Optional<String> configuredForTestcontainers() {
    Path file = Path.of(System.getProperty("user.home"), ".testcontainers.properties");
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        // Then it says nothing.
      }
    }
    return Optional.ofNullable(
        properties.getProperty("tc.host", properties.getProperty("docker.host")));
  }

  /** Neither TLS nor SSH: who has such an engine forwards its socket. */
  private static boolean speakable(URI uri) {
    return "unix".equals(uri.getScheme())
        ? Files.exists(Path.of(uri.getPath()))
        : "tcp".equals(uri.getScheme()) && uri.getHost() != null;
  }

  /** Where it answers. */
  public URI uri() {
    return uri;
  }

  /**
   * Where published ports are reached. Never asked of Testcontainers: a file /.dockerenv on this
   * machine would mislead it.
   */
  String host() {
    return uri.getScheme().equals("unix") ? Entry.HOST : uri.getHost();
  }

  /** For people: its name and version, such as {@code Docker 28.2.2}. */
  public String version() {
    Matcher server = SERVER.matcher(head("/_ping"));
    return server.find() ? server.group(1) + " " + server.group(2) : "Docker";
  }

  /** Whether it has the image. */
  boolean has(String image) {
    return ok(head("/images/" + image + "/json"));
  }

  private static boolean ok(String head) {
    return head.startsWith("HTTP/1.") && head.substring(8).startsWith(" 200");
  }

  /** The head of the engine's answer; empty when it does not answer. */
  private String head(String path) {
    // Version 1.0: the engine closes the connection after the answer.
    byte[] request =
        ("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    try (SocketChannel channel = open();
        Scanner in = new Scanner(channel, StandardCharsets.ISO_8859_1)) {
      CompletableFuture.delayedExecutor(ANSWER.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(() -> close(channel));
      channel.connect(address);
      Channels.newOutputStream(channel).write(request);
      in.useDelimiter("\r\n\r\n");
      return in.hasNext() ? in.next() : "";
    } catch (IOException | UnresolvedAddressException e) {
      return "";
    }
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It was only to wake up who waits for it.
    }
  }
}
