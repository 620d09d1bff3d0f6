package dev.syslab.kit;

import dev.syslab.kit.net.Relay;
import dev.syslab.kit.process.Debugger;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** All that belongs to one running test; closed when it ends. */
final class TestScope implements AutoCloseable {
  private static final ThreadLocal<TestScope> CURRENT = new ThreadLocal<>();
  private static final int OUTPUT_LINES = 8;

  /** How many plots a test may show. */
  static final int MOST_PLOTS = 8;

  private final Trial trial;
  private final String testId;
  private final Random random;
  private final TimelineRecorder timeline = new TimelineRecorder();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final List<Plot> plots = new CopyOnWriteArrayList<>();
  private final List<Replica<?>> replicas = new CopyOnWriteArrayList<>();
  private final Map<Technology, List<TestServer<?>>> servers = new EnumMap<>(Technology.class);

  private volatile String waitingFor;

  TestScope(Trial trial, String testId) {
    this.trial = trial;
    this.testId = testId;
    this.random = trial.settings().seed().random(testId);
    CURRENT.set(this);
  }

  /**
   * Notes what the running test waits for, for the message if its bound passes; null: for nothing
   * any more.
   */
  static void waitingFor(String what) {
    TestScope scope = CURRENT.get();
    if (scope != null) {
      scope.waitingFor = what;
    }
  }

  /** The scope of the test that runs in this thread. */
  static TestScope current() {
    return CURRENT.get();
  }

  Trial trial() {
    return trial;
  }

  String testId() {
    return testId;
  }

  Random random() {
    return random;
  }

  TimelineRecorder timeline() {
    return timeline;
  }

  String waitingFor() {
    return waitingFor;
  }

  void note(String line) {
    notes.add(line);
  }

  void show(Plot plot) {
    if (plots.size() == MOST_PLOTS) {
      throw new IllegalStateException(
          "a test shows at most " + MOST_PLOTS + " plots; no room for “" + plot.title() + "”");
    }
    plots.add(plot);
  }

  /** What it leaves beside its outcome. */
  Trial.Evidence evidence() {
    return new Trial.Evidence(
        List.copyOf(notes), faults.size(), timeline.timeline(), List.copyOf(plots));
  }

  /** Looks whether faults have taken effect by now, so that the timeline knows about when. */
  void lookAtFaults() {
    faults.stream().filter(fault -> fault.ended().isEmpty()).forEach(Fault::tookEffect);
  }

  void register(Fault fault) {
    faults.add(fault);
  }

  /** The faults that have left no trace. */
  List<String> withoutEffect() {
    return faults.stream()
        .filter(Fault::mustTakeEffect)
        .filter(fault -> !fault.tookEffect())
        .map(Fault::what)
        .toList();
  }

  /** The server, opened at the first call: with the test's own one if it asks for that. */
  TestServer<?> server(Technology technology, boolean own, ClassLoader lab) {
    return servers(technology, own, 1, lab).get(0);
  }

  /** As {@link #server}, that many; the number that the first call asks for stays. */
  synchronized List<TestServer<?>> servers(
      Technology technology, boolean own, int count, ClassLoader lab) {
    List<TestServer<?>> opened = servers.computeIfAbsent(technology, absent -> new ArrayList<>());
    boolean first = opened.isEmpty();
    for (int i = 0; first && i < count; i++) {
      opened.add(open(technology, own, lab));
      opened.get(i).number(count == 1 ? -1 : i);
    }
    return List.copyOf(opened);
  }

  private TestServer<?> open(Technology technology, boolean own, ClassLoader lab) {
    waitingFor(technology.label() + " to start");
    try {
      Server server = own ? trial.own(technology) : trial.warm(technology);
      Namespace namespace = server.namespace(trial.settings().lab().replace('-', '_'));
      TestServer<?> opened =
          switch (technology) {
            case REDIS -> new Redis(this, server, namespace, own);
            case POSTGRESQL -> withSchema(new Postgres(this, server, namespace, own), lab);
            case RABBITMQ -> new RabbitMq(this, server, namespace, own);
            case KAFKA -> new Kafka(this, server, namespace, own);
          };
      waitingFor(null);
      return opened;
    } catch (ServiceException e) {
      throw new Inconclusive(e.getMessage(), e);
    }
  }

  private static Postgres withSchema(Postgres postgres, ClassLoader lab) {
    try (InputStream schema = lab.getResourceAsStream("schema.sql")) {
      if (schema != null) {
        postgres.script(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
      }
      return postgres;
    } catch (IOException e) {
      throw new Inconclusive("schema.sql could not be read", e);
    }
  }

  /** Starts that many processes of the subject, all at once. */
  <C> Fleet<C> fleet(Class<C> contract, int size, long... clockOffsetMillis) {
    List<CompletableFuture<Replica<C>>> starting = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int id = replicas.size() + i;
      long offset = i < clockOffsetMillis.length ? clockOffsetMillis[i] : 0;
      starting.add(
          CompletableFuture.supplyAsync(
              () -> replica(contract, id, offset), task -> new Thread(task).start()));
    }
    List<Replica<C>> started = new ArrayList<>();
    Throwable failure = null;
    for (CompletableFuture<Replica<C>> one : starting) {
      try {
        started.add(one.join());
      } catch (CompletionException e) {
        failure = e.getCause();
      }
    }
    replicas.addAll(started);
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return new Fleet<>(started, () -> fleet(contract, 1).replica(0));
  }

  private <C> Replica<C> replica(Class<C> contract, int id, long clockOffsetMillis) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SUBJECT_ID", Integer.toString(id));
    environment.put("CLOCK_OFFSET_MILLIS", Long.toString(clockOffsetMillis));
    if (trial.settings().debug()) {
      environment.putAll(Debugger.environment(id));
    }
    Map<TestServer<?>, Link> links = new HashMap<>();
    for (List<TestServer<?>> nodes : servers.values()) {
      List<Map<String, String>> addresses = new ArrayList<>();
      for (TestServer<?> server : nodes) {
        Link link = link(server, "server " + id + " – " + server.name());
        links.put(server, link);
        addresses.add(server.environment(link.address()));
      }
      environment.putAll(addresses.get(0));
      if (addresses.get(0).containsKey("REDIS_URL")) {
        environment.put(
            "REDIS_URLS",
            addresses.stream()
                .map(address -> address.get("REDIS_URL"))
                .collect(Collectors.joining(",")));
      }
    }
    try {
      return new Replica<>(this, contract, id, environment, links);
    } catch (Throwable e) {
      // Nobody else knows the links of a subject that did not start.
      links.values().forEach(Link::close);
      throw e;
    }
  }

  private Link link(TestServer<?> server, String name) {
    IOException last = null;
    for (Server.LinkSlot slot : server.server().linkSlots()) {
      try {
        return new Link(this, name, new Relay(slot.listenPort(), slot.target()));
      } catch (IOException e) {
        // Another link has this slot.
        last = e;
      }
    }
    throw new Inconclusive(
        "no link to " + server.technology().label() + " could be opened: every slot is taken",
        last);
  }

  /** Servers that fail although the test did not harm them. */
  List<String> troubledServers() {
    return servers.values().stream()
        .flatMap(List::stream)
        .filter(server -> !server.sound())
        .map(TestServer::name)
        .toList();
  }

  /** What the subjects printed last. */
  List<String> output() {
    List<String> lines = new ArrayList<>();
    for (Replica<?> replica : replicas) {
      replica.output(OUTPUT_LINES).forEach(line -> lines.add(replica.name() + ": " + line));
    }
    return lines;
  }

  @Override
  public void close() {
    // Held streams must go before their parties do, or a pump would wait for ever.
    faults.stream().filter(Hold.class::isInstance).forEach(Fault::close);
    replicas.forEach(Replica::end);
    servers.values().forEach(nodes -> nodes.forEach(TestServer::close));
    CURRENT.remove();
  }
}
