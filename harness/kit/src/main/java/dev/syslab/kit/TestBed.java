package dev.syslab.kit;

import dev.syslab.kit.net.Relay;
import dev.syslab.kit.process.Debugger;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.run.Trial;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The servers and the subjects of one test. They are closed with its scope. */
final class TestBed {
  private final TestScope scope;
  private final ClassLoader lab;
  private final Map<Technology, List<TestServer<?>>> servers = new EnumMap<>(Technology.class);
  private PostgresCluster cluster;

  /**
   * @param lab finds the lab's resources
   */
  TestBed(TestScope scope, ClassLoader lab) {
    this.scope = scope;
    this.lab = lab;
  }

  /**
   * The given number of servers of a kind, opened at the first call, which fixes the number.
   *
   * @param own whether they are dedicated servers, which the test may harm; null: they are not
   */
  synchronized List<TestServer<?>> servers(Technology technology, Own own, int count) {
    List<TestServer<?>> opened = servers.computeIfAbsent(technology, absent -> new ArrayList<>());
    boolean first = opened.isEmpty();
    for (int i = 0; first && i < count; i++) {
      TestServer<?> server = open(technology, own);
      server.number(count == 1 ? -1 : i);
      opened.add(server);
    }
    return List.copyOf(opened);
  }

  private static Rights rights(Own own) {
    return own != null && own.administrator() ? Rights.WHOLE_SERVER : Rights.OWN_PLACE;
  }

  /**
   * A primary with its replicas, started at the first call. They are the PostgreSQL of this test.
   *
   * @param own which rights the subjects get; null: those of {@link Own} itself
   * @param size the number of servers, including the primary
   */
  synchronized PostgresCluster cluster(Own own, int size) {
    if (cluster == null) {
      TestScope.waitingFor("a PostgreSQL primary and its replicas to start");
      try {
        cluster = new PostgresCluster(scope, size, rights(own));
        scope.register(cluster);
        servers.put(Technology.POSTGRESQL, List.copyOf(cluster.servers()));
        addSchema(cluster.primary());
        cluster.awaitReplay();
      } catch (ServiceException e) {
        throw new Inconclusive(e.getMessage(), e);
      }
      TestScope.waitingFor(null);
    }
    return cluster;
  }

  private TestServer<?> open(Technology technology, Own own) {
    TestScope.waitingFor(technology.label() + " to start");
    try {
      Trial trial = scope.trial();
      Server server = own != null ? trial.own(technology) : trial.warm(technology);
      Namespace place = server.namespace(trial.settings().lab().replace('-', '_'), rights(own));
      TestServer<?> opened =
          ServerKind.of(technology).opening().open(scope, server, place, own != null);
      scope.register(opened);
      if (opened instanceof Postgres postgres) {
        addSchema(postgres);
      }
      TestScope.waitingFor(null);
      return opened;
    } catch (ServiceException e) {
      throw new Inconclusive(e.getMessage(), e);
    }
  }

  private void addSchema(Postgres postgres) {
    try (InputStream schema = lab.getResourceAsStream("schema.sql")) {
      if (schema != null) {
        postgres.scriptOfTheSubjects(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new Inconclusive("schema.sql could not be read", e);
    }
  }

  /** Starts the given number of processes of the subject, in parallel. */
  <C> Fleet<C> fleet(Class<C> contract, int size, long... clockOffsetMillis) {
    List<CompletableFuture<Replica<C>>> starting = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int id = scope.parties() + i;
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
    scope.register(started);
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
    if (scope.trial().settings().debug()) {
      environment.putAll(Debugger.environment(id));
    }
    Map<TestServer<?>, Link> links = new HashMap<>();
    for (List<TestServer<?>> nodes : servers.values()) {
      List<Map<String, String>> addresses = new ArrayList<>();
      for (TestServer<?> server : nodes) {
        Link link = link(server, "server " + id + " to " + server.name());
        links.put(server, link);
        addresses.add(server.environment(link.address()));
      }
      environment.putAll(addresses.get(0));
      environment.putAll(lists(addresses));
    }
    try {
      return new Replica<>(scope, contract, id, environment, links);
    } catch (Throwable e) {
      // No other code can close the links of a subject that did not start.
      links.values().forEach(Link::close);
      throw e;
    }
  }

  /** For each variable with a URL, a plural one with the URLs of all nodes in order. */
  private static Map<String, String> lists(List<Map<String, String>> nodes) {
    return nodes.get(0).keySet().stream()
        .filter(name -> name.endsWith("_URL"))
        .collect(
            Collectors.toMap(
                name -> name + "S",
                name ->
                    nodes.stream().map(node -> node.get(name)).collect(Collectors.joining(","))));
  }

  private Link link(TestServer<?> server, String name) {
    IOException last = null;
    for (Server.LinkSlot slot : server.server().linkSlots()) {
      try {
        return new Link(scope, name, new Relay(slot.listenPort(), slot.target()));
      } catch (IOException e) {
        // Another link has this slot.
        last = e;
      }
    }
    throw new Inconclusive(
        "no link to "
            + server.technology().label()
            + " could be opened: all "
            + server.server().linkSlots().size()
            + " listeners for links are in use; run fewer replicas, or use @Own",
        last);
  }
}
