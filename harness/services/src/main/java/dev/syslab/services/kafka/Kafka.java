package dev.syslab.services.kafka;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Probe;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Wait;
import dev.syslab.services.process.BuiltClassPath;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.RunningServer;
import dev.syslab.services.server.Software;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Kafka: one KRaft node that is broker and controller. A place is a prefix of topics and groups.
 *
 * <p>A client connects to the address that the broker advertises, not to the one that it was given.
 * So that a link can stand between the two, the broker has more listeners, each of which advertises
 * a port at which nobody listens but a link that wants to.
 */
public final class Kafka implements Software {

  private static final int LINKS = 12;
  private static final String CLUSTER_ID = "5L6g3nShT-eMCtK--X86sw";
  private static final int FIRST_LINK_PORT_IN_CONTAINER = 9100;
  private static final int CORRELATION = 0x5359534c;
  private static final int NO_TOPIC = 0;
  private static final int ALL_TOPICS = -1;
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LOGGED = Duration.ofSeconds(5);
  private static final Pattern VERSION = Pattern.compile("Kafka version: (\\S+)");

  @Override
  public Technology technology() {
    return Technology.KAFKA;
  }

  @Override
  public List<String> ports() {
    List<String> ports = new ArrayList<>(List.of("client", "controller"));
    for (int i = 0; i < LINKS; i++) {
      ports.add("link" + i);
      ports.add("advertised" + i);
    }
    return ports;
  }

  @Override
  public void prepare(Entry entry) {
    Properties properties = new Properties();
    properties.putAll(settings());
    StringBuilder listeners =
        new StringBuilder("CLIENT://" + Entry.HOST + ":" + entry.port("client"));
    for (int i = 0; i < LINKS; i++) {
      listeners
          .append(",LINK")
          .append(i)
          .append("://" + Entry.HOST + ":")
          .append(entry.port("link" + i));
    }
    String controller = Entry.HOST + ":" + entry.port("controller");
    properties.put("listeners", listeners + ",CONTROLLER://" + controller);
    properties.put("advertised.listeners", advertised(entry));
    properties.put("controller.quorum.voters", "1@" + controller);
    properties.put("inter.broker.listener.name", "CLIENT");
    properties.put("log.dirs", entry.data().toString());
    // Not a writer: Kafka reads the file byte by byte, and letters of the path must be escaped.
    try (OutputStream out = Files.newOutputStream(entry.folder().resolve("kafka.properties"))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw Failures.io("write Kafka's configuration", entry.folder(), e);
    }
  }

  private static String advertised(Entry entry) {
    StringBuilder advertised =
        new StringBuilder("CLIENT://" + Entry.HOST + ":" + entry.port("client"));
    for (int i = 0; i < LINKS; i++) {
      advertised
          .append(",LINK")
          .append(i)
          .append("://" + Entry.HOST + ":")
          .append(entry.port("advertised" + i));
    }
    return advertised.toString();
  }

  /**
   * Small, quick to start, and with bounds low enough that a lab can let a session or a transaction
   * expire.
   */
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.listener.names", "CONTROLLER");
    StringBuilder protocols =
        new StringBuilder("CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT");
    IntStream.range(0, LINKS)
        .forEach(i -> protocols.append(",LINK").append(i).append(":PLAINTEXT"));
    settings.put("listener.security.protocol.map", protocols.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "5");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "5");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "5");
    // A broker that was killed is not let in again before its session has ended.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.consumer.min.session.timeout.ms", "1000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "100");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("log.cleaner.backoff.ms", "1000");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    return settings;
  }

  @Override
  public Launch launch(Entry entry) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true"));
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-Dorg.slf4j.simpleLogger.log.kafka.server=info");
    command.add("-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.utils.AppInfoParser=info");
    command.addAll(List.of("-cp", BuiltClassPath.text(), KafkaBroker.class.getName()));
    command.add(entry.folder().resolve("kafka.properties").toString());
    command.addAll(List.of(entry.data().toString(), CLUSTER_ID));
    return new Launch(command, Map.of());
  }

  @Override
  public String officialImage() {
    return "apache/kafka:4.1.0";
  }

  @Override
  public Image image(Entry entry, boolean hostNetwork) {
    Map<String, Integer> ports = new HashMap<>(Map.of("client", 9092));
    StringBuilder listeners =
        new StringBuilder(
            "CLIENT://0.0.0.0:9092,INTERNAL://localhost:9090,CONTROLLER://localhost:9093");
    for (int i = 0; i < LINKS; i++) {
      int port = FIRST_LINK_PORT_IN_CONTAINER + i;
      ports.put("link" + i, port);
      listeners.append(",LINK").append(i).append("://0.0.0.0:").append(port);
    }
    Map<String, String> environment = new HashMap<>();
    settings().forEach((key, value) -> environment.put(variable(key), value));
    environment.put("KAFKA_LISTENERS", listeners.toString());
    environment.put("KAFKA_ADVERTISED_LISTENERS", advertised(entry) + ",INTERNAL://localhost:9090");
    environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
    // The broker reaches itself under its inner address: the others exist outside of the container
    // only.
    environment.put("KAFKA_INTER_BROKER_LISTENER_NAME", "INTERNAL");
    environment.put("KAFKA_HEAP_OPTS", "-Xmx256m -Xms64m");
    environment.put("CLUSTER_ID", CLUSTER_ID);
    return new Image(ports, environment, List.of());
  }

  private static String variable(String property) {
    return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * The answer names the brokers that are registered and not fenced: none while the node still
   * starts.
   */
  @Override
  public boolean probe(InetSocketAddress address, Duration bound) {
    ByteBuffer answer = ByteBuffer.wrap(metadata(address, bound, NO_TOPIC, 12));
    return answer.limit() == 12 && answer.getInt(4) == CORRELATION && answer.getInt(8) > 0;
  }

  /**
   * The first bytes of the answer to a metadata request, version 1: length, correlation, brokers,
   * controller, topics.
   */
  private static byte[] metadata(
      InetSocketAddress address, Duration bound, int topics, int length) {
    short metadata = 3;
    short version = 1;
    short noClientId = -1;
    ByteBuffer request = ByteBuffer.allocate(18);
    request
        .putInt(14)
        .putShort(metadata)
        .putShort(version)
        .putInt(CORRELATION)
        .putShort(noClientId)
        .putInt(topics);
    return Probe.ask(address, bound, request.array(), length);
  }

  /** The protocol does not tell; the log does, some moments after the broker is ready. */
  @Override
  public String version(RunningServer server) {
    Wait.until(LOGGED, () -> loggedVersion(server).isPresent());
    return loggedVersion(server).orElse("unknown");
  }

  private static Optional<String> loggedVersion(RunningServer server) {
    return server.logs(3_000).stream()
        .map(VERSION::matcher)
        .filter(Matcher::find)
        .map(line -> line.group(1))
        .findFirst();
  }

  @Override
  public List<Server.LinkSlot> linkSlots(Entry entry) {
    return IntStream.range(0, LINKS)
        .mapToObj(i -> new Server.LinkSlot(entry.port("advertised" + i), entry.address("link" + i)))
        .toList();
  }

  @Override
  public String createPlace(Entry entry, String label) {
    return label + "-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";
  }

  @Override
  public void dropPlace(Entry entry, String name) {
    // An admin client takes half a second; most places of a suite never see a topic.
    byte[] length = metadata(entry.address(), ANSWER, ALL_TOPICS, Integer.BYTES);
    if (length.length == Integer.BYTES) {
      int all = Integer.BYTES + ByteBuffer.wrap(length).getInt();
      byte[] answer = metadata(entry.address(), ANSWER, ALL_TOPICS, all);
      if (answer.length == all && !new String(answer, StandardCharsets.ISO_8859_1).contains(name)) {
        return;
      }
    }
    KafkaPlaces.drop(entry.address(), name);
  }

  @Override
  public boolean answers(Entry entry, Duration bound) {
    return probe(entry.address(), bound);
  }

  @Override
  public void elevate(Entry entry, String name) {}

  @Override
  public Map<String, String> administration(Entry entry, String name, InetSocketAddress via) {
    return environment(entry, name, via);
  }

  @Override
  public Map<String, String> environment(Entry entry, String name, InetSocketAddress via) {
    return Map.of("KAFKA_BOOTSTRAP", Software.hostPort(via), "KAFKA_PREFIX", name);
  }
}
