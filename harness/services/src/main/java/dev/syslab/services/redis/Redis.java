package dev.syslab.services.redis;

import dev.syslab.services.base.Probe;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.File;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * Redis. A place is a numbered database: commands, keys and expiry are the real ones, and no prefix
 * gets in the learner's way.
 *
 * <p>Every write is handed to the kernel before it is answered, so that an acknowledged one
 * survives SIGKILL. {@code appendfsync no} rather than {@code everysec}: with the latter a write is
 * answered before it is in the file while a sync is under way, and a test of durability would be at
 * the mercy of the disk.
 */
public final class Redis implements Software {

  private static final int DATABASES = 16_384;
  private static final int CONTAINER_PORT = 6379;
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MAX_ANSWER = 65_536;
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Technology technology() {
    return Technology.REDIS;
  }

  private final Binaries binaries;

  public Redis(Binaries binaries) {
    this.binaries = binaries;
  }

  @Override
  public void prepare(Entry entry) {
    program();
  }

  private Path program() {
    String resource =
        ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
    if (resource == null) {
      throw Binaries.unsupported("Redis");
    }
    URL url = Binaries.resource("/" + resource.replaceFirst("^/", ""));
    return binaries
        .once(
            new File(resource).getName(),
            target -> {
              try (InputStream in = url.openStream()) {
                Files.createDirectories(target);
                Path program = target.resolve("redis-server");
                Files.copy(in, program);
                Files.setPosixFilePermissions(
                    program, PosixFilePermissions.fromString("rwxr-xr-x"));
              }
            })
        .resolve("redis-server");
  }

  @Override
  public Launch launch(Entry entry) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program().toString(), "--port", "" + entry.port("client")));
    command.addAll(List.of("--bind", Entry.HOST, "--dir", entry.data().toString()));
    command.addAll(settings());
    return new Launch(command, Map.of());
  }

  private static List<String> settings() {
    return List.of(
        "--databases",
        "" + DATABASES,
        "--save",
        "",
        "--appendonly",
        "yes",
        "--appendfsync",
        "no",
        "--daemonize",
        "no");
  }

  @Override
  public String officialImage() {
    return "redis:7.4";
  }

  @Override
  public Image image(Entry entry, boolean hostNetwork) {
    if (hostNetwork) {
      return Image.onHost(
          Map.of(), command("--port", "" + entry.port("client"), "--bind", Entry.HOST));
    }
    return new Image(
        Map.of("client", CONTAINER_PORT), Map.of(), command("--port", "" + CONTAINER_PORT));
  }

  private static List<String> command(String... where) {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(List.of(where));
    command.addAll(settings());
    return command;
  }

  @Override
  public boolean probe(InetSocketAddress address, Duration bound) {
    byte[] pong = "+PONG".getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(Probe.ask(address, bound, PING, pong.length), pong);
  }

  @Override
  public String version(RunningServer server) {
    return ask(server.entry(), "INFO server")
        .lines()
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring("redis_version:".length()).strip())
        .findFirst()
        .orElse("unknown");
  }

  /** Database 0 holds the counter that gives out the others. */
  @Override
  public String createPlace(Entry entry, String label) {
    String counter = ask(entry, "INCR syslab:databases");
    if (!counter.startsWith(":")) {
      throw new ServiceException(entry.id() + " gives out no database: " + counter.strip());
    }
    String number =
        Long.toString(
            1
                + (Long.parseLong(counter.substring(1).lines().findFirst().get()) - 1)
                    % (DATABASES - 1));
    dropPlace(entry, number);
    return number;
  }

  @Override
  public void dropPlace(Entry entry, String name) {
    if (!name.matches("\\d{1,5}")) {
      // What cannot be selected would leave 0 selected, which holds the counter.
      throw new ServiceException(entry.id() + " has no database " + name);
    }
    String answer = ask(entry, "SELECT " + name, "FLUSHDB");
    if (!answer.startsWith("+OK\r\n+OK\r\n")) {
      throw new ServiceException(
          entry.id() + " does not empty database " + name + ": " + answer.strip());
    }
  }

  @Override
  public Optional<String> settings(Entry entry) {
    String answer = ask(entry, "CONFIG GET *", "ACL LIST", "ROLE");
    // The role of a primary holds how much was written; of a replica, whose it is.
    int role = answer.lastIndexOf("$6\r\nmaster\r\n");
    if (role < 0 || !answer.startsWith("*")) {
      return Optional.empty();
    }
    // Names and values in turn, each after its length; in another order after each start.
    List<String> lines = answer.substring(0, role).lines().toList();
    int end = 1 + 2 * Integer.parseInt(lines.get(0).substring(1));
    List<String> settings = new ArrayList<>();
    for (int i = 1; i < end; i += 4) {
      settings.add(lines.get(i + 1) + "=" + lines.get(i + 3));
    }
    Collections.sort(settings);
    settings.addAll(lines.subList(end, lines.size()));
    return Optional.of(String.join("\n", settings));
  }

  @Override
  public boolean empty(Entry entry) {
    String answer =
        ask(
            entry,
            "CLIENT UNPAUSE",
            "CLIENT KILL TYPE normal",
            "CLIENT KILL TYPE pubsub",
            "FLUSHALL",
            "SCRIPT FLUSH",
            "CONFIG RESETSTAT",
            "SLOWLOG RESET",
            "FUNCTION FLUSH");
    // Functions are new in Redis 7.
    return answer.matches("(?s)\\+OK\r\n:\\d+\r\n:\\d+\r\n(\\+OK\r\n){4}.*");
  }

  @Override
  public Map<String, String> environment(Entry entry, String name, InetSocketAddress via) {
    return Map.of("REDIS_URL", "redis://" + Software.hostPort(via) + "/" + name);
  }

  /** The commands' answers as they come: inline commands need no driver. */
  private static String ask(Entry entry, String... commands) {
    String request = String.join("\r\n", commands) + "\r\nQUIT\r\n";
    byte[] answer =
        Probe.ask(entry.address(), ANSWER, request.getBytes(StandardCharsets.US_ASCII), MAX_ANSWER);
    return new String(answer, StandardCharsets.US_ASCII);
  }
}
