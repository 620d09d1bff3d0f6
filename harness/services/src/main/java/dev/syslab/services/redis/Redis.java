package dev.syslab.services.redis;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Probe;
import dev.syslab.services.base.Secrets;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.embedded.ProgramCheck;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.File;
import java.io.IOException;
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
  private static final String ACCOUNTS = "accounts.acl";

  /** The first start writes down the one account that there is. */
  private static final List<String> START =
      List.of(
          "sh",
          "-c",
          "test -e /data/accounts.acl || echo \"$ADMINISTRATOR\" > /data/accounts.acl;"
              + " exec docker-entrypoint.sh \"$@\"",
          "sh");

  /** Names of places' accounts begin with it. */
  private static final String PLACE = "place";

  private static final String ADMINISTRATOR = "default";

  /** Holds the counter that gives out the others; out of every place's reach. */
  private static final int LEDGER = DATABASES - 1;

  /**
   * What the account of a place may do: all that works on keys, scripts and messages. What reaches
   * another database, the whole server or others' connections is left out: SELECT of any other
   * number, MOVE, COPY, SWAPDB, FLUSHALL, CONFIG, SHUTDOWN, REPLICAOF, FUNCTION, SCRIPT FLUSH, …
   *
   * <p>A rule that allows one first argument can only be added (Redis 6 knows no other), so a
   * command with harmful subcommands is taken away whole first.
   */
  private static final String RIGHTS =
      "on ~* &* +@all -@admin -@dangerous -select -move -copy -script -client"
          + " +flushdb +keys +info +sort"
          + " +script|load +script|exists"
          + " +client|id +client|info +client|setname +client|getname +client|reply"
          + " +client|tracking +client|trackinginfo +client|caching +client|getredir";

  /** What older versions do not know; each is refused there, and nobody misses it. */
  private static final List<String> LATER_RIGHTS =
      List.of("+sort_ro", "+client|setinfo", "+client|no-touch", "+acl|whoami", "-function");

  @Override
  public Technology technology() {
    return Technology.REDIS;
  }

  private final Binaries binaries;
  // Asked before each trial: once is enough.
  private volatile boolean runs;

  public Redis(Binaries binaries) {
    this.binaries = binaries;
  }

  @Override
  public void prepare(Entry entry) {
    program();
    try {
      Files.writeString(accounts(entry), administrator(entry) + "\n");
    } catch (IOException e) {
      throw Failures.io("save Redis's accounts", entry.data(), e);
    }
  }

  @Override
  public Optional<String> missing() {
    if (runs) {
      return Optional.empty();
    }
    Optional<String> trouble =
        binaries
            .refusal()
            .or(() -> ProgramCheck.trouble("the Redis program", program(), "--version"));
    runs = trouble.isEmpty();
    return trouble;
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
    command.addAll(List.of("--aclfile", accounts(entry).toString()));
    command.addAll(settings());
    return new Launch(command, Map.of());
  }

  private static Path accounts(Entry entry) {
    return entry.data().resolve(ACCOUNTS);
  }

  /** The one account that there is at the start; others see no more than the digest. */
  private static String administrator(Entry entry) {
    return "user " + ADMINISTRATOR + " on #" + Secrets.sha256(entry.secret()) + " ~* &* +@all";
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
    Map<String, String> environment = Map.of("ADMINISTRATOR", administrator(entry));
    if (hostNetwork) {
      return Image.onHost(
              environment, server("--port", "" + entry.port("client"), "--bind", Entry.HOST))
          .startedBy(START);
    }
    return new Image(
            Map.of("client", CONTAINER_PORT), environment, server("--port", "" + CONTAINER_PORT))
        .startedBy(START);
  }

  private static List<String> server(String... where) {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(List.of(where));
    command.addAll(List.of("--aclfile", "/data/" + ACCOUNTS));
    command.addAll(settings());
    return command;
  }

  @Override
  public boolean probe(InetSocketAddress address, Duration bound) {
    byte[] noPassword = "-NOAUTH".getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(Probe.ask(address, bound, PING, noPassword.length), noPassword);
  }

  @Override
  public boolean answers(Entry entry, Duration bound) {
    return ask(entry, bound, "PING").startsWith("+PONG");
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

  @Override
  public String createPlace(Entry entry, String label) {
    String counter = ask(entry, "SELECT " + LEDGER, "INCR syslab:databases");
    if (!counter.startsWith("+OK\r\n:")) {
      throw new ServiceException(entry.id() + " has no free database: " + counter.strip());
    }
    long given = Long.parseLong(counter.lines().skip(1).findFirst().get().substring(1));
    String number = Long.toString(1 + (given - 1) % (LEDGER - 1));
    dropPlace(entry, number);
    addAccount(entry, number);
    return number;
  }

  private static void addAccount(Entry entry, String number) {
    String account = "ACL SETUSER " + account(number) + " ";
    List<String> commands = new ArrayList<>();
    commands.add(
        account + "reset >" + entry.secretOf(number) + " " + RIGHTS + " +select|" + number);
    LATER_RIGHTS.forEach(right -> commands.add(account + right));
    // A server that its test kills and starts again must know it. Saving waits for the disk, which
    // the users of a shared one do not: what that forgets is restored.
    boolean save = !entry.warm();
    if (save) {
      commands.add("ACL SAVE");
    }
    String answer = ask(entry, commands.toArray(String[]::new));
    if (!answer.startsWith("+OK\r\n") || save && !answer.endsWith("+OK\r\n")) {
      throw new ServiceException(
          entry.id() + " did not create an account for database " + number + ": " + answer.strip());
    }
  }

  @Override
  public void restorePlace(Entry entry, String name) {
    addAccount(entry, name);
  }

  private static String account(String number) {
    return PLACE + number;
  }

  @Override
  public void elevate(Entry entry, String name) {
    String answer = ask(entry, "ACL SETUSER " + account(name) + " +@all", "ACL SAVE");
    if (!answer.startsWith("+OK\r\n+OK\r\n")) {
      throw new ServiceException(entry.id() + " did not grant more rights: " + answer.strip());
    }
  }

  @Override
  public void dropPlace(Entry entry, String name) {
    if (!name.matches("\\d{1,5}")) {
      // What cannot be selected would leave another selected.
      throw new ServiceException(entry.id() + " has no database " + name);
    }
    String answer = ask(entry, "ACL DELUSER " + account(name), "SELECT " + name, "FLUSHDB");
    if (!answer.matches("(?s):\\d\r\n(\\+OK\r\n){2}.*")) {
      throw new ServiceException(
          entry.id() + " did not empty database " + name + ": " + answer.strip());
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
    lines.subList(end, lines.size()).stream()
        .filter(line -> line.startsWith("user ") && !line.startsWith("user " + PLACE))
        .forEach(settings::add);
    return Optional.of(String.join("\n", settings));
  }

  @Override
  public boolean empty(Entry entry) {
    List<String> commands = new ArrayList<>();
    commands.add("CLIENT UNPAUSE");
    // Who is connected by an account goes with it.
    ask(entry, "ACL USERS")
        .lines()
        .filter(line -> line.startsWith(PLACE))
        .forEach(account -> commands.add("ACL DELUSER " + account));
    commands.addAll(
        List.of(
            "ACL SAVE",
            "CLIENT KILL TYPE normal",
            "CLIENT KILL TYPE pubsub",
            "FLUSHALL",
            "SCRIPT FLUSH",
            "CONFIG RESETSTAT",
            "SLOWLOG RESET",
            "FUNCTION FLUSH"));
    String answer = ask(entry, commands.toArray(String[]::new));
    // Functions are new in Redis 7.
    return answer.matches("(?s)\\+OK\r\n(:1\r\n)*\\+OK\r\n:\\d+\r\n:\\d+\r\n(\\+OK\r\n){4}.*");
  }

  @Override
  public Map<String, String> environment(Entry entry, String name, InetSocketAddress via) {
    return url(account(name), entry.secretOf(name), via, name);
  }

  @Override
  public Map<String, String> administration(Entry entry, String name, InetSocketAddress via) {
    return url(ADMINISTRATOR, entry.secret(), via, name);
  }

  private static Map<String, String> url(
      String user, String password, InetSocketAddress via, String number) {
    return Map.of(
        "REDIS_URL",
        "redis://" + user + ":" + password + "@" + Software.hostPort(via) + "/" + number);
  }

  /** The commands' answers as they come: inline commands need no driver. */
  private static String ask(Entry entry, String... commands) {
    return ask(entry, ANSWER, commands);
  }

  private static String ask(Entry entry, Duration bound, String... commands) {
    String login = "AUTH " + ADMINISTRATOR + " " + entry.secret() + "\r\n";
    String request = login + String.join("\r\n", commands) + "\r\nQUIT\r\n";
    byte[] answer =
        Probe.ask(entry.address(), bound, request.getBytes(StandardCharsets.US_ASCII), MAX_ANSWER);
    // Without the answers to the first and the last.
    return new String(answer, StandardCharsets.US_ASCII)
        .replaceFirst("^\\+OK\r\n", "")
        .replaceFirst("\\+OK\r\n$", "");
  }
}
