package dev.syslab.services.rabbitmq;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Probe;
import dev.syslab.services.base.Secrets;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RabbitMQ. A place is a virtual host, made over the management plugin's HTTP interface. */
public final class RabbitMq implements Software {

  private static final String USER = "syslab";
  private static final String NODE = "rabbit@localhost";

  /**
   * Mnesia buffers its log for up to two seconds: a durable queue that was declared just before a
   * SIGKILL would be gone with its confirmed messages. Dumping after every write closes all but
   * milliseconds of that gap. The rest keeps an idle node from spinning.
   */
  private static final String RUNTIME =
      "-mnesia dump_log_write_threshold 1" + " +S 2:2 +A 8 +sbwt none +sbwtdcpu none +sbwtdio none";

  private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

  /** A user with tags, as the HTTP interface lists them. */
  private static final Pattern TAGGED =
      Pattern.compile("\\{[^{}]*\"tags\":(?!\\[\\]|\"\")[^{}]*\\}");

  private static final Pattern VERSION = Pattern.compile("\"rabbitmq_version\":\"([^\"]+)\"");

  @Override
  public Technology technology() {
    return Technology.RABBITMQ;
  }

  @Override
  public List<String> ports() {
    return List.of("client", "management", "distribution");
  }

  @Override
  public void prepare(Entry entry) {
    String configuration =
        """
        listeners.tcp.1 = %1$s:%2$d
        management.tcp.ip = %1$s
        management.tcp.port = %3$d
        default_user = %4$s
        default_pass = %5$s
        vm_memory_high_watermark.absolute = 256MB
        disk_free_limit.absolute = 1MB
        log.file = false
        log.console = true
        log.console.level = info
        """
            .formatted(
                Entry.HOST, entry.port("client"), entry.port("management"), USER, entry.secret());
    try {
      write(entry.folder().resolve("rabbitmq.conf"), "rw-------", configuration);
      // Who knows it may run anything in the node. It is not derived from the password: an account
      // with all rights does not need that one.
      write(entry.folder().resolve(".erlang.cookie"), "r--------", Secrets.random());
      Files.writeString(entry.folder().resolve("enabled_plugins"), "[rabbitmq_management].\n");
    } catch (IOException e) {
      throw Failures.io("write RabbitMQ's configuration", entry.folder(), e);
    }
  }

  private static void write(Path file, String permissions, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /**
   * The distribution is started by the runtime, at a fixed port: no epmd is asked, started or left
   * behind, and all nodes can have the same name.
   */
  @Override
  public Launch launch(Entry entry) {
    String folder = entry.folder().toString();
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder);
    environment.put("RABBITMQ_NODENAME", NODE);
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
    environment.put("RABBITMQ_CONFIG_FILE", folder + "/rabbitmq.conf");
    environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", folder + "/advanced.config");
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder + "/enabled_plugins");
    environment.put("RABBITMQ_MNESIA_BASE", entry.data().toString());
    environment.put("RABBITMQ_LOG_BASE", entry.data().toString());
    environment.put("RABBITMQ_SCHEMA_DIR", entry.data().resolve("schema").toString());
    // Makes the script become the node rather than wait for it.
    environment.put("detached", "true");
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        "-sname "
            + NODE
            + " -start_epmd false -erl_epmd_port "
            + entry.port("distribution")
            + " -kernel inet_dist_use_interface {127,0,0,1} "
            + RUNTIME);
    return new Launch(List.of(program().toString()), environment);
  }

  /**
   * As a plain process, {@code rabbitmqctl} finds the node at its fixed port, again without epmd,
   * and itself listens nowhere. The cookie is in the server's folder.
   */
  @Override
  public Launch tool(Entry entry) {
    if (entry.mode() == Mode.CONTAINERS) {
      return new Launch(List.of("rabbitmqctl"), Map.of());
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", entry.folder().toString());
    environment.put("RABBITMQ_NODENAME", NODE);
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
    environment.put(
        "RABBITMQ_CTL_ERL_ARGS",
        "-start_epmd false -dist_listen false -erl_epmd_port " + entry.port("distribution"));
    return new Launch(List.of(program().resolveSibling("rabbitmqctl").toString()), environment);
  }

  /**
   * Debian's /usr/sbin/rabbitmq-server switches to the system's user and folders; the real script
   * lies elsewhere.
   */
  public static Optional<Path> installed() {
    String home = System.getenv("RABBITMQ_HOME");
    if (home != null && Files.isExecutable(Path.of(home, "sbin", "rabbitmq-server"))) {
      return Optional.of(Path.of(home, "sbin", "rabbitmq-server"));
    }
    Optional<Path> packaged =
        Trees.list(Path.of("/usr/lib/rabbitmq/lib")).stream()
            .map(folder -> folder.resolve("sbin/rabbitmq-server"))
            .filter(Files::isExecutable)
            .reduce((older, newer) -> newer);
    if (packaged.isPresent()) {
      return packaged;
    }
    return List.of(
            "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin", "/opt/rabbitmq/sbin")
        .stream()
        .map(folder -> Path.of(folder, "rabbitmq-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path program() {
    return installed().orElseThrow(() -> new ServiceException(remedy()));
  }

  @Override
  public Optional<String> missing() {
    return installed().isPresent() ? Optional.empty() : Optional.of(remedy());
  }

  private static String remedy() {
    String command =
        Processes.LINUX
            ? "apt-get install -y --no-install-recommends rabbitmq-server"
            : "brew install rabbitmq";
    return "RabbitMQ is not installed, and it does not come as a library. Install it: "
        + command
        + " (a service that this starts is not used and may be stopped), or use containers";
  }

  @Override
  public String officialImage() {
    return "rabbitmq:4-management";
  }

  @Override
  public Image image(Entry entry, boolean hostNetwork) {
    return new Image(
        Map.of("client", 5672, "management", 15_672),
        Map.of(
            "RABBITMQ_DEFAULT_USER",
            USER,
            "RABBITMQ_DEFAULT_PASS",
            entry.secret(),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            RUNTIME),
        List.of());
  }

  /** Answers Connection.Start: a method frame on channel 0 of class 10, method 10. */
  @Override
  public boolean probe(InetSocketAddress address, Duration bound) {
    byte[] answer = Probe.ask(address, bound, PROTOCOL_HEADER, 11);
    return answer.length == 11 && answer[0] == 1 && answer[8] == 10 && answer[10] == 10;
  }

  @Override
  public boolean answers(Entry entry, Duration bound) {
    return probe(entry.address(), bound);
  }

  @Override
  public boolean ready(Entry entry, Duration bound) {
    try {
      return probe(entry.address(), bound)
          && http(entry, "GET", "/api/overview", null).contains("rabbitmq_version");
    } catch (ServiceException e) {
      return false;
    }
  }

  @Override
  public String version(RunningServer server) {
    Matcher version = VERSION.matcher(http(server.entry(), "GET", "/api/overview", null));
    return version.find() ? version.group(1) : "unknown";
  }

  /** The account has no tag, so that the management interface refuses it. */
  @Override
  public String createPlace(Entry entry, String label) {
    String name = label + "_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    http(entry, "PUT", "/api/vhosts/" + name, "{}");
    allow(entry, name, USER);
    http(entry, "PUT", "/api/users/" + name, account(entry, name, ""));
    allow(entry, name, name);
    return name;
  }

  private static String account(Entry entry, String name, String tags) {
    return "{\"password\":\"" + entry.secretOf(name) + "\",\"tags\":\"" + tags + "\"}";
  }

  private static void allow(Entry entry, String vhost, String user) {
    http(
        entry,
        "PUT",
        "/api/permissions/" + vhost + "/" + user,
        "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
  }

  @Override
  public void elevate(Entry entry, String name) {
    http(entry, "PUT", "/api/users/" + name, account(entry, name, "administrator"));
  }

  @Override
  public void dropPlace(Entry entry, String name) {
    http(entry, "DELETE", "/api/vhosts/" + name, null);
    http(entry, "DELETE", "/api/users/" + name, null);
  }

  /** Who may do more than use a place; nobody else could change anything. */
  @Override
  public Optional<String> settings(Entry entry) {
    try {
      String users = http(entry, "GET", "/api/users?columns=name,tags", null);
      return Optional.of(
          TAGGED.matcher(users).results().map(MatchResult::group).sorted().toList()
              + http(entry, "GET", "/api/global-parameters", null));
    } catch (ServiceException e) {
      return Optional.empty();
    }
  }

  @Override
  public Map<String, String> environment(Entry entry, String name, InetSocketAddress via) {
    return url(name, entry.secretOf(name), via, name);
  }

  @Override
  public Map<String, String> administration(Entry entry, String name, InetSocketAddress via) {
    return url(USER, entry.secret(), via, name);
  }

  private static Map<String, String> url(
      String user, String password, InetSocketAddress via, String vhost) {
    return Map.of(
        "AMQP_URL", "amqp://" + user + ":" + password + "@" + Software.hostPort(via) + "/" + vhost);
  }

  private static String http(Entry entry, String method, String path, String body) {
    InetSocketAddress address = entry.address("management");
    String url = "http://" + Software.hostPort(address) + path;
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(20_000);
      connection.setRequestMethod(method);
      String login =
          Base64.getEncoder()
              .encodeToString((USER + ":" + entry.secret()).getBytes(StandardCharsets.UTF_8));
      connection.setRequestProperty("Authorization", "Basic " + login);
      if (body != null) {
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      if (status / 100 != 2) {
        throw new IOException("status " + status);
      }
      return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServiceException(
          entry.id() + ": " + method + " " + path + ": " + e.getMessage(), e);
    }
  }
}
